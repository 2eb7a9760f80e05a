import { watch } from 'vue'
import type { Id } from '@/shared/api'
import { useQueueHints } from '@/shared/realtime'

/** Tells of each dispute of the queue that moved; null when it is not known which. Ends with the scope. */
export function onQueueHint(tell: (dispute: Id | null) => void): void {
  const { changed, last } = useQueueHints()
  watch(changed, () => tell(last.value?.dispute ?? null), { flush: 'sync' })
}
