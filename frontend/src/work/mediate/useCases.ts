import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { asProblem, type Problem } from '@/shared/api'
import { useNotices } from '@/shared/realtime'
import { mediate, type CaseCounts, type CaseRow, type CaseView } from './api'

/** Whoever mediates is told by a notice of what moves; a slow look covers the rest. */
const LOOK_MS = 60_000

/** Calls `look` when something may have moved, for as long as the scope lives. */
export function onMove(look: () => void): void {
  const { changed } = useNotices()
  watch(changed, look)
  const timer = setInterval(() => document.visibilityState === 'visible' && look(), LOOK_MS)
  onScopeDispose(() => clearInterval(timer))
}

/** One view of the cases, read anew when something moves; rows on the screen stay while it is. */
export function useCases(view: MaybeRefOrGetter<CaseView>) {
  const rows = shallowRef<CaseRow[]>()
  const cursor = ref<string | null | undefined>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let turn = 0

  async function load(from?: string): Promise<void> {
    const mine = ++turn
    loading.value = true
    try {
      const page = await mediate.cases(toValue(view), from)
      if (mine !== turn) return
      rows.value = from ? [...(rows.value ?? []), ...page.items] : page.items
      cursor.value = page.next_cursor
      problem.value = undefined
    } catch (error) {
      if (mine === turn) problem.value = asProblem(error)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  watch(() => toValue(view), () => { rows.value = undefined; void load() }, { immediate: true })
  // Whoever has read further keeps their place; the first page is short enough to read again.
  onMove(() => { if ((rows.value?.length ?? 0) <= PAGE) void load() })
  return { rows, cursor, problem, loading, load }
}

/** What one page holds, as the server cuts it. */
const PAGE = 50

/** How many cases stand in each view. */
export function useCaseCounts() {
  const counts = shallowRef<CaseCounts>({})

  async function load(): Promise<void> {
    try {
      counts.value = await mediate.counts()
    } catch {
      // Old numbers are better than none; the next look asks again.
    }
  }

  void load()
  onMove(() => void load())
  return counts
}
