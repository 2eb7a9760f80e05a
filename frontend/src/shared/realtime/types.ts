/** What goes over the wire in real time, and what pages get to see of it. */
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { components } from '../api/schema'
import type { Id, Instant, Seat } from '../api/types'

export type { Id, Instant, Seat }

type Schemas = components['schemas']

/** A file within a message. */
export type Attachment = Schemas['RoomAttachment']
export type By = Schemas['RoomBy']
/** A message as it stands now. */
export type MessageView = Schemas['RoomMessage']
export type RoomEventType = Schemas['EventKind']
export type RoomMember = Schemas['RoomMember']
/** Who asks to speak, who has the floor, and what is to be talked about. */
export type RoomTable = Schemas['RoomTable']
export type Agenda = Schemas['RoomAgenda']
export type AgendaItem = Schemas['RoomAgendaItem']

/** One durable fact of a room. Numbers have no holes. */
export interface RoomEvent extends Omit<Schemas['RoomEvent'], 'data'> {
  /**
   * `procedure`: `{dispute_seq, fact}` · `member_*`: `{person, name, seat, why?}` · `message`: `{aside?}` ·
   * `hand_lowered`, `floor_given`: `{person, name?}` · `floor_rule`: `{only}` · `agenda`: `{version, items}`.
   */
  data?: Record<string, unknown>
}

export interface RoomSnapshot extends Omit<Schemas['RoomSnapshot'], 'events'> {
  /** The newest, oldest first. */
  events: RoomEvent[]
}

/** What a colleague does at a dispute; the later, the more it concerns the others. */
export type Doing = 'looking' | 'note' | 'step' | 'message' | 'answer'

/** A colleague at a dispute. */
export interface AtDesk {
  person: Id
  name: string
  doing: Doing
}

/** What the server says. */
export type Incoming =
  | { t: 'welcome'; person: Id; epoch: string; heartbeat_ms: number; unread: number; time?: string }
  | ({ t: 'sub_ok'; id: number; mode: 'resume' | 'snapshot' } & Omit<RoomSnapshot, 'id'> & { room: Id })
  | { t: 'ev'; room: Id; e: RoomEvent }
  | { t: 'typing'; room: Id; person: Id; name: string; seat: Seat }
  | { t: 'presence'; room: Id; person: Id; online: boolean }
  | { t: 'read'; room: Id; person: Id; seq: number }
  | { t: 'rights'; room: Id; can_post: boolean }
  | { t: 'door'; dispute: Id }
  | { t: 'left'; room: Id; at_seq: number; reason: string }
  | { t: 'hb'; heads: Record<Id, number>; time?: string }
  | { t: 'head'; dispute: Id; head: number }
  | { t: 'queue'; dispute: Id; head: number }
  | { t: 'desk'; dispute: Id; people: AtDesk[] }
  | { t: 'notice'; unread: number }
  | { t: 'ack'; id: number; seq?: number; duplicate?: boolean; event?: RoomEvent }
  | { t: 'err'; id?: number; code: string; title?: string; retry_after_ms?: number }
  | { t: 'bye'; retry_ms: number }

/** What we say. */
export type Outgoing =
  | { t: 'hello'; ticket?: string; locale: string }
  | { t: 'sub'; id: number; room: Id; since?: number; epoch?: string }
  | { t: 'unsub'; room: Id }
  | { t: 'send'; id: number; room: Id; client_id: string; body: string; attachments?: Id[]; reply_to?: Id }
  | { t: 'edit'; id: number; room: Id; message: Id; body: string; version: number }
  | { t: 'redact'; id: number; room: Id; message: Id }
  | { t: 'typing'; room: Id }
  | { t: 'read'; room: Id; seq: number }
  | { t: 'watch'; id: number; dispute: Id }
  | { t: 'unwatch'; dispute: Id }
  | { t: 'watch_queue'; id: number }
  | { t: 'unwatch_queue' }
  | { t: 'desk'; dispute: Id; doing?: Doing }
  | { t: 'pong' }

/* What pages use. */

/**
 * `live`: new messages arrive by themselves · `polling`: they do, by the slower way ·
 * `connecting`: they will · `offline`: no network, trying again · `stopped`: see `reason`.
 */
export type LinkStatus = 'connecting' | 'live' | 'polling' | 'offline' | 'stopped'

export interface LinkState {
  status: LinkStatus
  /** Why it stopped: `logged_out`, `too_many`, `reload`, `refused`; else null. */
  reason: string | null
  /** When the next attempt is due, in milliseconds since 1970; null when none is. */
  retryAt: number | null
}

export type RoomStatus = 'joining' | 'live' | 'catching_up' | 'denied' | 'left' | 'closed'

/** `read` once somebody of another side has read it; `failed` until retried or discarded. */
export type Delivery = 'sending' | 'sent' | 'read' | 'failed'

export interface RoomMessage {
  kind: 'message'
  /** Stable from the first echo on; use it as the list's key. */
  key: string
  /** Null until the server has numbered it. */
  seq: number | null
  at: Instant
  by: By
  mine: boolean
  message: MessageView
  /** Said to the mediator alone, from the room where all are. */
  aside: boolean
  delivery: Delivery
  /** A code of the error catalogue while `delivery` is `failed`. */
  error: string | null
  /** Who of the others has read up to here. */
  readBy: readonly RoomMember[]
}

export interface RoomHappening {
  kind: 'event'
  key: string
  seq: number
  at: Instant
  by: By
  type: Exclude<RoomEventType, 'message' | 'edited' | 'redacted'>
  data: Record<string, unknown>
}

export type RoomItem = RoomMessage | RoomHappening

export interface Typist {
  person: Id
  name: string
  seat: Seat
}

export interface Draft {
  body: string
  attachments?: Id[]
  /** The same files as the page knows them, so that its own echo can show them. */
  files?: Attachment[]
  replyTo?: Id
}

/** See `useRoom`. */
export interface Room {
  status: Readonly<Ref<RoomStatus>>
  /** What happened and was said, oldest first; what is still on its way stands last. */
  items: ComputedRef<readonly RoomItem[]>
  members: ComputedRef<readonly RoomMember[]>
  typing: ComputedRef<readonly Typist[]>
  /** What lies on the table of a mediation room; null in any other. */
  table: ComputedRef<RoomTable | null>
  /** Oneself; null until that is known. */
  me: Readonly<Ref<Id | null>>
  canPost: ComputedRef<boolean>
  /** How many messages of others are newer than the own read mark. */
  unread: ComputedRef<number>
  hasEarlier: ComputedRef<boolean>
  loadEarlier: () => Promise<void>
  /** Puts a message into the outbox; it survives a reload and is sent in order. Throws `Problem` when nobody is logged in. */
  send: (draft: Draft) => Promise<void>
  retry: (clientId: string) => Promise<void>
  discard: (clientId: string) => Promise<void>
  /** Throws `Problem`. */
  edit: (message: Id, body: string) => Promise<void>
  /** Throws `Problem`. */
  redact: (message: Id) => Promise<void>
  /** Call on every input; it sends at most once in three seconds. */
  typed: () => void
  /** Marks everything up to `seq`, or all, as read. */
  markRead: (seq?: number) => void
}

/** See `useDisputeHead`. */
export interface DisputeHead {
  /** The newest event's number that we heard of; null before the first word. */
  head: Readonly<Ref<number | null>>
  /** Grows whenever the dispute may have changed: watch it and load again. */
  changed: Readonly<Ref<number>>
}

/** See `useQueueHints`. */
export interface QueueHints {
  /** Grows whenever the queue may have changed. */
  changed: Readonly<Ref<number>>
  /** Which dispute changed last; null when that is not known. */
  last: Readonly<ShallowRef<{ dispute: Id; head: number } | null>>
}

/** See `useNotices`. */
export interface NoticeCount {
  /** Null until the server has said so. */
  unread: Readonly<Ref<number | null>>
  /** Grows with each new notice. */
  changed: Readonly<Ref<number>>
}

/** See `useLink`. */
export interface Link {
  state: Readonly<ShallowRef<LinkState>>
  /** Tries again at once; also after `stopped`. */
  retryNow: () => void
}

/*
 * index.ts:
 *   useRoom(room: MaybeRefOrGetter<Id | null>): Room
 *   useDisputeHead(dispute: MaybeRefOrGetter<Id | null>): DisputeHead
 *   useQueueHints(): QueueHints
 *   useNotices(): NoticeCount
 *   useLink(): Link
 *   stopRealtime(): void            after logging out
 *   startRealtime(): void           after logging in
 * All clean up with the scope that calls them.
 */
