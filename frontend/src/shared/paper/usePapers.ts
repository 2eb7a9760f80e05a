/** The documents of a dispute, asked for again whenever its log grows. */
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import type { Id, PaperRow } from '../api'
import { papers } from './api'

export function usePapers(dispute: MaybeRefOrGetter<Id>, head: MaybeRefOrGetter<number>) {
  const found = shallowRef<PaperRow[]>([])

  watch(
    () => [toValue(dispute), toValue(head)] as const,
    async ([id]) => {
      try {
        const { items } = await papers.list(id)
        if (id === toValue(dispute)) found.value = items
      } catch {
        // What was there stays; the next news of the dispute asks again.
      }
    },
    { immediate: true },
  )

  return { papers: found }
}
