import { computed, nextTick, provide, shallowRef } from 'vue'
import { toast } from '@/kit'
import { asProblem, Problem, type Evidence, type Id } from '@/shared/api'
import { t } from '@/shared/i18n'
import { newKey } from '@/shared/key'
import type { Draft } from '@/shared/realtime'
import { roomAround } from '@/shared/room/around'
import type { Box, BoxStore } from '@/shared/room/unsent'
import { sayProblem } from '@/shared/task'
import type { Content } from './api'
import { joined } from './kept'
import { openPlaces } from './places'
import type { DeskOf } from './useDesk'

/** A message that a colleague was faster with. */
export interface Overtaken {
  room: Id
  draft: Draft
  /** What was begun in the box since. */
  since: Box
  /** The newest event when its writer began. */
  seen: number
}

export const roomPlace = (room: Id) => `room:${room}`

/** Rooms of this page keep what is written on the server, and send with a moment for undoing. */
export function provideRoomAround(desk: DeskOf) {
  const stores = new Map<Id, BoxStore>()
  /** The newest event of each room that was shown. */
  const heads = new Map<Id, number>()
  const headOf = (room: Id) => heads.get(room) ?? 0
  /** The newest event of each room when its writer began. */
  const began = new Map<Id, number>()
  const overtaken = shallowRef<Overtaken | null>(null)

  function store(room: Id): BoxStore {
    const known = stores.get(room)
    if (known) return known
    const text = desk.text(roomPlace(room))
    const made: BoxStore = {
      content: computed(() => text.content.value as Box),
      write: (box) => {
        const empty = (box.text ?? '') === '' && (box.files ?? []).length === 0
        if (empty) began.delete(room)
        else if (!began.has(room)) began.set(room, headOf(room))
        text.write({ ...box })
      },
    }
    stores.set(room, made)
    return made
  }

  /** Puts the words back, for they were not sent; answers what was begun in the box since. */
  function putBack(room: Id, draft: Draft): Box {
    const box = store(room)
    const since = box.content.value
    box.write(joined({ text: draft.body, files: (draft.files ?? []) as Evidence[] }, { ...since }))
    return since
  }

  async function send(room: Id, draft: Draft): Promise<boolean> {
    if (!desk.holds.value) return false
    const seen = began.get(room)
    // The box empties itself first; what is not sent goes back into it.
    await nextTick()
    const open = openPlaces(draft.body)
    if (open.length > 0) {
      putBack(room, draft)
      throw new Problem(422, { code: 'unfilled', detail: t('desk.places.open', { names: open.join('、') }) })
    }
    const body = { body: draft.body, attachments: draft.attachments ?? [], ...(draft.replyTo ? { reply_to: draft.replyTo } : {}) }
    const content: Content = { text: draft.body, files: draft.files ?? [] }
    try {
      await desk.send(roomPlace(room), body, content, seen, newKey())
      began.delete(room)
      return true
    } catch (error) {
      const problem = asProblem(error)
      // Out of reach, the device keeps the message and brings it when the way is free again.
      if (problem.code === 'offline') return false
      const since = putBack(room, draft)
      if (problem.status !== 412) throw problem
      overtaken.value = { room, draft, since, seen: seen ?? 0 }
      return true
    }
  }

  async function sendAllTheSame(): Promise<void> {
    const now = dropOvertaken()
    if (!now) return
    began.set(now.room, headOf(now.room))
    try {
      if (await send(now.room, now.draft)) return
      putBack(now.room, now.draft)
      throw new Problem(0, { code: 'offline' })
    } catch (error) {
      toast(sayProblem(asProblem(error)), 'bad')
    }
  }

  /** Gives up what a colleague was faster with, and that alone. */
  function dropOvertaken(): Overtaken | null {
    const now = overtaken.value
    overtaken.value = null
    if (now) store(now.room).write(now.since)
    return now
  }

  provide(roomAround, { store, send, heard: (room, seq) => void heads.set(room, Math.max(seq, headOf(room))) })
  return { store, overtaken, sendAllTheSame, dropOvertaken }
}
