/** A shop's list: one part of it, page by page, and which rows are chosen. */
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { asProblem, shops, type Id, type Problem, type ShopList, type ShopPart, type ShopRow } from '@/shared/api'
import { noticesChanged } from '../live'

export function useShopList(shop: Id, part: Ref<ShopPart>, words: Ref<string>) {
  const rows = shallowRef<readonly ShopRow[] | null>(null)
  const counts = shallowRef<ShopList['counts'] | null>(null)
  const cursor = ref<string | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  const chosen = ref(new Set<Id>())
  const all = computed(() => rows.value !== null && rows.value.length > 0 && rows.value.every((row) => chosen.value.has(row.id)))
  let asking = new AbortController()

  async function load(more = false): Promise<void> {
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    busy.value = true
    try {
      const page = await shops.list(shop, { part: part.value, query: words.value, cursor: more ? (cursor.value ?? undefined) : undefined }, signal)
      rows.value = more ? [...(rows.value ?? []), ...page.items] : page.items
      counts.value = page.counts
      cursor.value = page.next_cursor ?? null
      problem.value = null
      const shown = new Set(rows.value.map((row) => row.id))
      chosen.value = new Set([...chosen.value].filter((id) => shown.has(id)))
    } catch (error) {
      if (signal.aborted) return
      problem.value = asProblem(error)
    }
    busy.value = false
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
  watch(noticesChanged, () => load())
  onScopeDispose(() => asking.abort())
  void load()

  return { rows, counts, cursor, problem, busy, chosen, all, load, choose, chooseAll }
}
