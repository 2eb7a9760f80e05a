/** What can be done with the open dispute beside the steps of the procedure: by keys, and from the palette. */
import { computed, onScopeDispose, ref, type Ref } from 'vue'
import type { DisputeView, Id, RoomRow, Verb } from '@/shared/api'
import { me } from '@/shared/session'
import type { DeskOf } from '../desk/useDesk'
import { useKeys } from '../keys/useKeys'
import { offerSteps, type Deed } from '../shell/overlays'
import { useMe } from '../useMe'

export type Dialog = 'snooze' | 'macro' | 'tag'

interface Around {
  dispute: Readonly<Ref<DisputeView | undefined>>
  rooms: Readonly<Ref<readonly RoomRow[]>>
  desk: DeskOf
  steps: Readonly<Ref<readonly Verb[]>>
  step: (verb: Verb) => void
  /** Leaves the form of a step; false where none is open. */
  closeStep: () => unknown
  write: (kind: string) => void
  insert: () => void
  follow: (on: boolean) => void
  undo: () => unknown
  mine: () => void
  leave: () => void
  full?: () => void
}

export function useDeeds(around: Around) {
  const dialog = ref<Dialog | null>(null)
  const macro = ref<Id>()
  const { worksQueue } = useMe()
  const { desk } = around
  /** Following, tags and macros are for whoever serves at this desk. */
  const has = computed(() => Boolean(desk.view.value))
  const serves = computed(() => has.value && worksQueue.value)
  const writes = (kind: string) => around.rooms.value.some((room) => room.kind === kind && room.can_post)
  const may = (verb: Verb) => around.steps.value.includes(verb)

  function show(next: Dialog, one?: Id): void {
    macro.value = one
    dialog.value = next
  }

  const deeds = computed<Deed[]>(() => {
    const view = desk.view.value
    const isMine = around.dispute.value?.responder?.person === me.value.person?.id
    const all: (Deed | false)[] = [
      writes('negotiation') && { id: 'reply', icon: 'i-lucide-message-square', key: may('answer') ? undefined : 'r', act: () => around.write('negotiation') },
      writes('negotiation') && { id: 'insert', icon: 'i-lucide-message-square-text', act: around.insert },
      writes('internal') && { id: 'note', icon: 'i-lucide-lock', key: 'n', act: () => around.write('internal') },
      serves.value && { id: 'macro', icon: 'i-lucide-list-checks', key: 'm', act: () => show('macro') },
      serves.value && { id: 'tag', icon: 'i-lucide-tag', key: 't', act: () => show('tag') },
      may('take_over') && !isMine && { id: 'mine', icon: 'i-lucide-user-round-check', act: around.mine },
      has.value && { id: 'snooze', icon: 'i-lucide-alarm-clock', key: 's', act: () => show('snooze') },
      has.value && { id: view?.follows ? 'unfollow' : 'follow', icon: 'i-lucide-bell', key: 'f', act: () => around.follow(!view?.follows) },
      desk.held.value.some((one) => one.state === 'waiting') && { id: 'undo', icon: 'i-lucide-undo-2', key: 'z', act: around.undo },
      Boolean(around.full) && { id: 'full', icon: 'i-lucide-maximize-2', act: () => around.full?.() },
      { id: 'back', icon: 'i-lucide-arrow-left', act: around.leave },
    ]
    return all.filter((deed) => deed !== false)
  })

  const press = (key: string) => () => {
    const deed = deeds.value.find((one) => one.key === key)
    return deed ? void deed.act() : false
  }
  useKeys({
    ...Object.fromEntries(['n', 'm', 't', 's', 'f', 'z'].map((key) => [key, press(key)])),
    r: () => (may('answer') ? around.step('answer') : press('r')()),
    a: () => (may('take_over') ? around.step('take_over') : false),
    Escape: around.closeStep,
  })
  onScopeDispose(offerSteps(() => ({ steps: around.steps.value, open: around.step, deeds: deeds.value, macro: serves.value ? (id) => show('macro', id) : undefined })))

  return { dialog, macro, serves, show }
}
