/** A shop's list: one part of it, page by page, and which rows are chosen. */
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { asProblem, shops, type Id, type Problem, type ShopList, type ShopPart, type ShopRow } from '@/shared/api'
import { noticesChanged } from '../live'

/** Adds a page; what is known already is renewed where it stands. */
function joined(rows: readonly ShopRow[], page: readonly ShopRow[]): ShopRow[] {
  return [...new Map([...rows, ...page].map((row) => [row.id, row])).values()]
}

export function useShopList(shop: Id, part: Ref<ShopPart>, words: Ref<string>) {
  const rows = shallowRef<readonly ShopRow[] | null>(null)
  const counts = shallowRef<ShopList['counts'] | null>(null)
  const cursor = ref<string | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  const chosen = ref(new Set<Id>())
  const all = computed(() => rows.value !== null && rows.value.length > 0 && rows.value.every((row) => chosen.value.has(row.id)))
  let asking = new AbortController()
  let further = false
  /** A notice came while something was read. */
  let missed = false

  function load(more = false): Promise<void> {
    return read(more ? cursor.value : null, (page) => {
      rows.value = more ? joined(rows.value ?? [], page.items) : page.items
      cursor.value = page.next_cursor ?? null
      further = more
      const shown = new Set(rows.value.map((row) => row.id))
      chosen.value = new Set([...chosen.value].filter((id) => shown.has(id)))
    })
  }

  /** Whoever has read further keeps their rows and their place. */
  function look(): void {
    missed = busy.value
    if (missed) return
    const before = rows.value
    if (!before || !further) return void load()
    void read(null, (page) => (rows.value = joined(before, page.items).slice(0, before.length)))
  }

  async function read(from: string | null, take: (page: ShopList) => void): Promise<void> {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    busy.value = true
    try {
      const page = await shops.list(shop, { part: part.value, query: words.value, cursor: from ?? undefined }, signal)
      take(page)
      counts.value = page.counts
      problem.value = null
    } catch (error) {
      if (signal.aborted) return
      problem.value = asProblem(error)
    }
    busy.value = false
    if (missed) look()
  }

  function choose(id: Id, yes: boolean): void {
    const next = new Set(chosen.value)
    if (yes) next.add(id)
    else next.delete(id)
    chosen.value = next
  }

  function chooseAll(yes: boolean): void {
    chosen.value = new Set(yes ? rows.value?.map((row) => row.id) : [])
  }

  watch([part, words], () => {
    rows.value = null
    chosen.value = new Set()
    void load()
  })
  // A notice says that something changed; the list then looks again.
  watch(noticesChanged, look)
  onScopeDispose(() => asking.abort())
  void load()

  return { rows, counts, cursor, problem, busy, chosen, all, load, choose, chooseAll }
}
