/** What the page around a room takes over from it: keeping what is written, and sending it. */
import type { InjectionKey } from 'vue'
import type { Id } from '@/shared/api'
import type { Draft } from '@/shared/realtime'
import type { BoxStore } from './unsent'

export interface RoomAround {
  /** Where a room's unsent words are kept; in this tab, if nowhere. */
  store: (room: Id) => BoxStore | undefined
  /** What the room has shown, up to that number. */
  heard: (room: Id, seq: number) => void
  /** Sends a message its own way; false when the room is to send it. Throws `Problem`. */
  send: (room: Id, draft: Draft) => Promise<boolean>
}

export const roomAround: InjectionKey<RoomAround> = Symbol('around a room')
