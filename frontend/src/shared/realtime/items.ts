/** What a room looks like to one person: events and messages in order, then what is still on its way. */
import type { Waiting } from './outbox'
import type { RoomState } from './reduce'
import type { Delivery, Id, MessageView, RoomEvent, RoomHappening, RoomItem, RoomMember, RoomMessage } from './types'

export function items(state: RoomState, me: Id | null, waiting: readonly Waiting[]): RoomItem[] {
  const shown: RoomItem[] = []
  const arrived = new Set<string>()
  for (const event of state.events) {
    const item = itemOf(state, event, me)
    if (item?.kind === 'message' && item.mine) arrived.add(item.message.client_id)
    if (item) shown.push(item)
  }
  for (const entry of waiting) if (!arrived.has(entry.client_id)) shown.push(pending(state, entry))
  return shown
}

/** How many messages of others are newer than the own read mark. */
export function unread(state: RoomState, me: Id | null): number {
  const mark = me === null ? 0 : (state.members.get(me)?.read_seq ?? 0)
  return state.events.filter((event) => event.type === 'message' && event.seq > mark && event.by.person !== me).length
}

function itemOf(state: RoomState, event: RoomEvent, me: Id | null): RoomItem | null {
  if (event.type === 'edited' || event.type === 'redacted' || event.type === 'hand_lowered') return null
  if (event.type !== 'message') return happening(event, event.type)
  const message = event.message && state.messages.get(event.message.id)
  return message ? said(state, event, message, me) : null
}

function happening(event: RoomEvent, type: RoomHappening['type']): RoomHappening {
  return { kind: 'event', key: `e${event.seq}`, seq: event.seq, at: event.at, by: event.by, type, data: event.data ?? {} }
}

function said(state: RoomState, event: RoomEvent, message: MessageView, me: Id | null): RoomMessage {
  const mine = me !== null && event.by.person === me
  const readBy = readers(state, event)
  const delivery: Delivery = readBy.length > 0 ? 'read' : 'sent'
  return {
    kind: 'message',
    key: mine ? `c${message.client_id}` : `m${message.id}`,
    seq: event.seq,
    at: event.at,
    by: event.by,
    mine,
    message,
    aside: event.data?.aside === true,
    delivery,
    error: null,
    readBy,
  }
}

function readers(state: RoomState, event: RoomEvent): RoomMember[] {
  return [...state.members.values()].filter(
    (member) => member.person !== event.by.person && member.read_seq >= event.seq,
  )
}

function pending(state: RoomState, entry: Waiting): RoomMessage {
  const member = state.members.get(entry.person)
  return {
    kind: 'message',
    key: `c${entry.client_id}`,
    seq: null,
    at: entry.at,
    by: { person: entry.person, name: member?.name ?? '', seat: member?.seat ?? 'consumer' },
    mine: true,
    message: {
      id: entry.client_id,
      client_id: entry.client_id,
      body: entry.body,
      version: 1,
      edited: false,
      redacted: false,
      attachments: entry.files,
      reply_to: entry.reply_to ?? null,
    },
    aside: false,
    delivery: entry.error === null ? 'sending' : 'failed',
    error: entry.error,
    readBy: [],
  }
}
