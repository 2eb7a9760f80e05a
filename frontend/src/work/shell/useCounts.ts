import { onScopeDispose, shallowRef } from 'vue'
import { queue, type Counts } from '../api'
import { onQueueHint } from '../queue/hints'

const GATHER_MS = 1500

/** How many disputes stand in each view, counted anew when the queue moves. */
export function useCounts() {
  const counts = shallowRef<Counts>({})
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    timer = undefined
    try {
      counts.value = await queue.counts()
    } catch {
      // Old numbers are better than none; the next hint asks again.
    }
  }

  onQueueHint(() => { timer ??= setTimeout(() => void load(), GATHER_MS) })
  onScopeDispose(() => clearTimeout(timer))
  return { counts, load }
}
