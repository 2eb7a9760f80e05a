/** The calls of a room's table. */
import { call, post, type Id, type RoomAsideSent } from '../api'

export const rooms = {
  raiseHand: (room: Id) => call('PUT', `/rooms/${room}/hand`),
  lowerHand: (room: Id) => call('DELETE', `/rooms/${room}/hand`),
  takeHandDown: (room: Id, person: Id) => call('DELETE', `/rooms/${room}/hands/${person}`),
  giveFloor: (room: Id, person: Id | null, only: boolean) => call('PUT', `/rooms/${room}/floor`, { body: { person, only } }),
  setAgenda: (room: Id, items: readonly { title: string; done: boolean }[], version: number) =>
    call('PUT', `/rooms/${room}/agenda`, { body: { items, version } }),
  aside: (room: Id, body: string, clientId: string) => post<RoomAsideSent>(`/rooms/${room}/asides`, { client_id: clientId, body }),
}
