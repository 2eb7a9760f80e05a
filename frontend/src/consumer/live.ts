/** Real time for the whole page: the number on the bell and the state of the link. Loaded once somebody is logged in. */
import { effectScope, shallowRef, watch } from 'vue'
import type { LinkStatus } from '@/shared/realtime'
import { lookAgain, me, unreadNotices } from '@/shared/session'

export const linkStatus = shallowRef<LinkStatus | null>(null)
/** Grows with each notice that comes in. */
export const noticesChanged = shallowRef(0)

/** Follows whoever is logged in, and nobody after logging out. */
export function goLive(): void {
  let scope = effectScope(true)
  watch(
    () => me.value.person?.id,
    async (person, before) => {
      scope.stop()
      linkStatus.value = null
      if (person === undefined && before === undefined) return
      const live = await import('@/shared/realtime')
      if (me.value.person?.id !== person) return
      if (person === undefined) return live.stopRealtime()
      if (before !== undefined) live.startRealtime()
      scope = effectScope(true)
      scope.run(() => {
        const { unread, changed } = live.useNotices()
        const { state } = live.useLink()
        watch(unread, (count) => {
          if (count !== null) unreadNotices.value = count
        })
        watch(changed, () => (noticesChanged.value += 1))
        watch(state, (next) => {
          linkStatus.value = next.status
          if (next.reason === 'logged_out') void lookAgain().catch(() => undefined)
        }, { immediate: true })
      })
    },
    { immediate: true },
  )
}
