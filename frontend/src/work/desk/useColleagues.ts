/** Who is at which dispute just now: colleagues are told, and tell. A lease that is not renewed runs out by itself. */
import { computed, onScopeDispose, shallowReactive, watch } from 'vue'
import type { Id } from '@/shared/api'
import { theHub } from '@/shared/realtime/hub'
import type { AtDesk, Doing } from '@/shared/realtime/types'
import { me } from '@/shared/session'

const RENEW_MS = 25_000
const known = shallowReactive(new Map<Id, readonly AtDesk[]>())
let listens = false

function listen(): void {
  if (listens) return
  listens = true
  const { link } = theHub()
  link.onFrame((frame) => {
    if (frame.t !== 'desk') return
    if (frame.people.length === 0) known.delete(frame.dispute)
    else known.set(frame.dispute, frame.people)
  })
  // Whoever was seen before the line went down may have gone since.
  link.onState(({ status }) => { if (status !== 'live') known.clear() })
}

/** The others at a dispute. */
export function othersAt(dispute: Id): readonly AtDesk[] {
  const mine = me.value.person?.id
  return (known.get(dispute) ?? []).filter((each) => each.person !== mine)
}

/** Lets the queue hear who is at its disputes. */
export const hearColleagues = listen

/** Says what one does at a dispute for as long as the scope lives, and hears of the others. */
export function useColleagues(dispute: Id, doing: () => Doing) {
  listen()
  const { link } = theHub()
  const say = () => {
    if (document.visibilityState === 'visible') link.say({ t: 'desk', dispute, doing: doing() })
  }
  const leave = () => link.say({ t: 'desk', dispute })
  const seen = () => (document.visibilityState === 'visible' ? say() : leave())
  watch(doing, say, { immediate: true })
  const off = link.onState(({ status }) => { if (status === 'live') say() })
  const timer = setInterval(say, RENEW_MS)
  document.addEventListener('visibilitychange', seen)
  onScopeDispose(() => {
    off()
    clearInterval(timer)
    document.removeEventListener('visibilitychange', seen)
    leave()
  })
  return computed(() => othersAt(dispute))
}
