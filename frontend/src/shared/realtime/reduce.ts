/** What a browser knows of a room, as a pure function of what it was told. */
import type { Agenda, Id, MessageView, RoomEvent, RoomMember, RoomSnapshot, RoomTable, Seat, Typist } from './types'

/** How long somebody counts as typing after the last word of it. */
const typingMs = 6000
/** More than this ahead of the own position, and a snapshot is cheaper than filling the hole. */
const aheadMax = 200

export interface RoomState {
  room: Id
  /** The database's epoch that the numbers belong to; null before the first snapshot. */
  epoch: string | null
  /** The newest number applied; everything below it is applied too. */
  last: number
  /** The newest number that exists, as far as we heard. */
  head: number
  /** The number before the first event held; null when there is nothing earlier. */
  prev: number | null
  open: boolean
  canPost: boolean
  /** In order, without holes. */
  events: readonly RoomEvent[]
  messages: ReadonlyMap<Id, MessageView>
  members: ReadonlyMap<Id, RoomMember>
  typing: ReadonlyMap<Id, Typist & { until: number }>
  /** As of `last`; null in a room without a table. */
  table: RoomTable | null
  /** Came too early, by number: waits until the hole before it is filled. */
  ahead: ReadonlyMap<number, RoomEvent>
}

export type Action =
  | { type: 'snapshot'; snapshot: RoomSnapshot }
  | { type: 'resume'; resume: Resume }
  | { type: 'events'; events: readonly RoomEvent[]; head: number }
  | { type: 'earlier'; events: readonly RoomEvent[]; prev: number | null }
  | { type: 'head'; head: number }
  | { type: 'rights'; canPost: boolean }
  | { type: 'read'; person: Id; seq: number }
  | { type: 'presence'; person: Id; online: boolean }
  | { type: 'typing'; typist: Typist; now: number }
  | { type: 'tick'; now: number }

type Resume = Pick<RoomSnapshot, 'head' | 'epoch' | 'events' | 'members' | 'can_post' | 'state' | 'table'>

/** A room of which nothing is known yet. */
export function unknownRoom(room: Id): RoomState {
  return {
    room,
    epoch: null,
    last: 0,
    head: 0,
    prev: null,
    open: true,
    canPost: false,
    events: [],
    messages: new Map(),
    members: new Map(),
    typing: new Map(),
    table: null,
    ahead: new Map(),
  }
}

/** Whether something is known to exist that was not applied. */
export const isBehind = (state: RoomState): boolean => state.head > state.last

/** Whether filling the hole is hopeless. */
export const isLost = (state: RoomState): boolean => state.ahead.size > aheadMax

export function reduce(state: RoomState, action: Action): RoomState {
  switch (action.type) {
    case 'snapshot':
      return fromSnapshot(state, action.snapshot)
    case 'resume':
      return caughtUp(known(state, action.resume), action.resume)
    case 'events':
      return apply({ ...state, head: Math.max(state.head, action.head) }, action.events)
    case 'earlier':
      return earlier(state, action.events, action.prev)
    case 'head':
      return action.head > state.head ? { ...state, head: action.head } : state
    case 'rights':
      return { ...state, canPost: action.canPost }
    case 'read':
      return withMember(state, action.person, (member) =>
        action.seq > member.read_seq ? { ...member, read_seq: action.seq } : member,
      )
    case 'presence':
      return withMember(state, action.person, (member) => ({ ...member, online: action.online }))
    case 'typing':
      return typing(state, action.typist, action.now)
    case 'tick':
      return forgetTypists(state, action.now)
  }
}

function fromSnapshot(state: RoomState, snapshot: RoomSnapshot): RoomState {
  const fresh: RoomState = {
    ...known(unknownRoom(state.room), snapshot),
    last: snapshot.events[0] ? snapshot.events[0].seq - 1 : snapshot.head,
    prev: snapshot.prev ?? null,
  }
  const waiting = snapshot.epoch === state.epoch ? state.ahead : new Map<number, RoomEvent>()
  return caughtUp({ ...fresh, ahead: waiting }, snapshot)
}

/** The table is told as it lies after these events: it takes its place before anything later is applied. */
function caughtUp(state: RoomState, told: Pick<RoomSnapshot, 'events' | 'table'>): RoomState {
  const later = [...state.ahead.values()]
  const then = apply({ ...state, ahead: new Map() }, told.events)
  return apply({ ...then, table: told.table ?? null }, later)
}

function known(state: RoomState, told: Omit<Resume, 'events' | 'table'>): RoomState {
  return {
    ...state,
    epoch: told.epoch,
    head: Math.max(state.head, told.head),
    open: told.state === 'open',
    canPost: told.can_post,
    members: new Map(told.members.map((member) => [member.person, member])),
  }
}

/** Applies what follows directly, drops what is known, keeps what comes too early. */
function apply(state: RoomState, events: readonly RoomEvent[]): RoomState {
  const waiting = new Map(state.ahead)
  for (const event of events) if (event.seq > state.last) waiting.set(event.seq, event)
  if (waiting.size === 0) return state

  const next = draftOf(state)
  let event = waiting.get(next.last + 1)
  while (event) {
    waiting.delete(event.seq)
    next.last = event.seq
    next.events.push(event)
    happen(next, event)
    event = waiting.get(next.last + 1)
  }
  const farthest = Math.max(next.last, ...waiting.keys())
  return { ...next, ahead: waiting, head: Math.max(next.head, farthest) }
}

type Mutable = Omit<RoomState, 'events' | 'messages' | 'members' | 'typing'> & {
  events: RoomEvent[]
  messages: Map<Id, MessageView>
  members: Map<Id, RoomMember>
  typing: Map<Id, Typist & { until: number }>
}

function draftOf(state: RoomState): Mutable {
  return {
    ...state,
    events: [...state.events],
    messages: new Map(state.messages),
    members: new Map(state.members),
    typing: new Map(state.typing),
  }
}

function happen(state: Mutable, event: RoomEvent): void {
  if (event.message) keep(state.messages, event.message)
  switch (event.type) {
    case 'message':
      if (event.by.person) state.typing.delete(event.by.person)
      break
    case 'member_added':
      welcome(state.members, event)
      break
    case 'member_removed':
      state.members.delete(String(event.data?.person))
      state.table = settle(state.table, event)
      break
    case 'opened':
      state.open = true
      break
    case 'closed':
      state.open = false
      break
    case 'hand_raised':
    case 'hand_lowered':
    case 'floor_given':
    case 'floor_rule':
    case 'agenda':
      state.table = settle(state.table, event)
      break
    case 'edited':
    case 'redacted':
    case 'procedure':
    case 'unsealed':
    case 'attachment':
      break
  }
}

/** The table after one more event; as the service folds it. */
function settle(table: RoomTable | null, event: RoomEvent): RoomTable | null {
  if (!table) return null
  const about = event.data?.person as Id | null | undefined
  const without = (person: unknown) => table.hands.filter((each) => each !== person)
  switch (event.type) {
    case 'hand_raised': {
      const person = event.by.person
      return person && !table.hands.includes(person) ? { ...table, hands: [...table.hands, person] } : table
    }
    case 'hand_lowered':
      return { ...table, hands: without(about) }
    case 'floor_given':
      return { ...table, floor: about ?? null, hands: without(about) }
    case 'floor_rule':
      return { ...table, floor_only: event.data?.only === true }
    case 'agenda': {
      const agenda = event.data as unknown as Agenda
      return agenda.version >= table.agenda.version ? { ...table, agenda } : table
    }
    case 'member_removed':
      return { ...table, hands: without(about), floor: table.floor === about ? null : table.floor }
    default:
      return table
  }
}

function welcome(members: Map<Id, RoomMember>, event: RoomEvent): void {
  const { person, name, seat, party } = event.data as { person: Id; name?: string; seat: Seat; party?: Id | null }
  const before = members.get(person)
  members.set(person, { read_seq: 0, ...before, person, name: name ?? before?.name ?? '', seat, party: party ?? before?.party ?? null })
}

/** The newest version stays; nothing brings back what was taken back. */
function keep(messages: Map<Id, MessageView>, message: MessageView): void {
  const held = messages.get(message.id)
  if (held && (held.redacted || held.version > message.version)) return
  messages.set(message.id, message)
}

function earlier(state: RoomState, events: readonly RoomEvent[], prev: number | null): RoomState {
  const first = state.events[0]?.seq ?? state.last + 1
  const older = events.filter((event) => event.seq < first)
  const messages = new Map(state.messages)
  for (const event of older) if (event.message) keep(messages, event.message)
  return { ...state, prev, messages, events: [...older, ...state.events] }
}

function withMember(state: RoomState, person: Id, change: (member: RoomMember) => RoomMember): RoomState {
  const member = state.members.get(person)
  if (!member) return state
  const changed = change(member)
  return changed === member ? state : { ...state, members: new Map(state.members).set(person, changed) }
}

function typing(state: RoomState, typist: Typist, now: number): RoomState {
  return { ...state, typing: new Map(state.typing).set(typist.person, { ...typist, until: now + typingMs }) }
}

function forgetTypists(state: RoomState, now: number): RoomState {
  const still = [...state.typing].filter(([, typist]) => typist.until > now)
  return still.length === state.typing.size ? state : { ...state, typing: new Map(still) }
}
