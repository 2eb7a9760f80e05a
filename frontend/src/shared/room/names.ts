/** What rooms are called, and who alone can see into them. */
import type { DisputeView, RoomRow } from '../api'
import { maybe, t } from '../i18n'
import '@/shared/i18n/areas/room'

type View = Pick<DisputeView, 'parties' | 'you'>

function partyName(room: RoomRow, view: View): string {
  return view.parties.find((party) => party.id === room.party)?.name ?? ''
}

/** Whether one holds the talk there, rather than being talked with. */
const holds = (view: View): boolean => view.you.seat === 'mediator'

export function nameOfRoom(room: RoomRow, view: View): string {
  if (room.kind === 'caucus' && holds(view)) {
    return t(room.past ? 'room.kind.caucus_former_with' : 'room.kind.caucus_with', { name: partyName(room, view) })
  }
  if (room.kind === 'caucus' && room.past) return t('room.kind.caucus_former')
  return maybe('room.kind', room.kind) ?? room.kind
}

/** The words that a private room repeats; nothing in a room of all. */
export function seenByOnly(room: RoomRow, view: View): string | undefined {
  if (room.kind === 'mediator_notes') return t('room.private.notes')
  if (room.kind !== 'caucus') return undefined
  return holds(view) ? t('room.private.with', { name: partyName(room, view) }) : t('room.private.you')
}

/** Why one cannot write, where there is more to say than that one cannot. */
export function silentBecause(room: RoomRow): string | undefined {
  if (!room.silent) return undefined
  const why = maybe('room.silent', room.silent.why) ?? ''
  return room.silent.reason ? `${why}${t('room.silent.reason', { reason: room.silent.reason })}` : why
}

const order = ['mediation', 'caucus', 'mediator_notes', 'negotiation', 'internal']

/** The rooms as they stand beside each other: the one of all first, those of few after it. */
export function inOrder(rooms: readonly RoomRow[]): RoomRow[] {
  const place = (room: RoomRow) => order.indexOf(room.kind) + (room.past ? 0.5 : 0)
  return rooms.toSorted((a, b) => place(a) - place(b))
}

/** Rooms that belong together: all of a mediation are one talk, any other is its own. */
export function talks(rooms: readonly RoomRow[]): { kind: string; rooms: RoomRow[]; unread: number }[] {
  const of = (room: RoomRow) => (['mediation', 'caucus', 'mediator_notes'].includes(room.kind) ? 'mediation' : room.kind)
  const kinds = [...new Set(inOrder(rooms).map(of))]
  return kinds.map((kind) => {
    const here = inOrder(rooms).filter((room) => of(room) === kind)
    return { kind, rooms: here, unread: here.reduce((sum, room) => sum + room.unread, 0) }
  })
}
