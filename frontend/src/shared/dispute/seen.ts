/**
 * Acting on what one has seen. Whoever began to write before something happened is shown what it was,
 * keeps what they wrote, and decides again.
 */
import { nextTick, ref, shallowRef } from 'vue'
import { asProblem, type DisputeView, type TimelineEntry } from '../api'

/** Clocks, records and other hands under the same text: they change nothing in what somebody is about to say. */
const quiet = new Set([
  'term_opened', 'term_closed', 'term_paused', 'term_resumed', 'term_recomputed', 'reminded', 'delivered', 'document_kept', 'signed', 'sealed',
  'mediation_consented',
])
/** The page may be overtaken while it asks again, but not for ever. */
const triesMax = 3

/** What happened after the entry of that number, as far as somebody must know it before they go on. */
export function newsSince(view: Pick<DisputeView, 'timeline'>, seen: number): TimelineEntry[] {
  const news = view.timeline.filter((entry) => entry.seq > seen && !quiet.has(entry.fact))
  // That the phase moved says nothing beside the deed that moved it.
  const deeds = news.filter((entry) => entry.fact !== 'moved')
  return deeds.length > 0 ? deeds : news
}

/** `view` is the dispute as it stands now; it has been read again by the time a refusal arrives here. */
export function useSeen(view: () => DisputeView | null | undefined) {
  const seen = ref(view()?.head ?? 0)
  const changed = shallowRef<readonly TimelineEntry[]>([])

  /** From here on the person knows what the page shows. */
  function look(): void {
    seen.value = view()?.head ?? 0
    changed.value = []
  }

  /** Runs `act` on what was seen; what nobody need know of is passed over. Throws `Problem`. */
  async function act(run: (seen: number) => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await run(seen.value)
        changed.value = []
        return
      } catch (error) {
        const problem = asProblem(error)
        if (problem.status !== 412) throw problem
        await nextTick()
        const now = view()
        const news = now ? newsSince(now, seen.value) : []
        if (!now || news.length > 0 || tries >= triesMax) {
          changed.value = news
          throw problem
        }
        seen.value = now.head
      }
    }
  }

  return { seen, changed, look, act }
}
