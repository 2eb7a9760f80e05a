import { computed, ref, shallowRef } from 'vue'
import type { Id } from '@/shared/api'

/** Which rows are picked: one by one, from here to there, all that are shown, or all that match. */
export function useSelection(shown: () => readonly Id[]) {
  const picked = shallowRef<ReadonlySet<Id>>(new Set())
  const last = ref<Id | null>(null)

  function pick(id: Id, range = false): void {
    const next = new Set(picked.value)
    const ids = shown()
    const [from, to] = [ids.indexOf(last.value ?? ''), ids.indexOf(id)]
    if (range && from >= 0 && to >= 0) for (const each of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each)
    else if (!next.delete(id)) next.add(id)
    last.value = id
    picked.value = next
  }

  function set(ids: readonly Id[]): void {
    picked.value = new Set(ids)
    last.value = null
  }

  const all = computed(() => shown().length > 0 && shown().every((id) => picked.value.has(id)))
  return { picked, all, pick, set, clear: () => set([]), toggleAll: () => set(all.value ? [] : shown()) }
}
