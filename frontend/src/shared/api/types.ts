/** What the server says and takes, by name. */

export type Id = string
/** RFC 3339, UTC. */
export type Instant = string
/** `YYYY-MM-DD`, Asia/Shanghai. */
export type Day = string
/** A whole number of fen. */
export type Fen = number

export type Phase =
  | 'draft'
  | 'first_response'
  | 'awaiting_material'
  | 'negotiation'
  | 'signing'
  | 'performance'
  | 'impasse'
  | 'suspended'
  | 'closed'
export type Seat =
  | 'consumer'
  | 'guardian'
  | 'proxy'
  | 'respondent'
  | 'first_responder'
  | 'service_agent'
  | 'supervisor'
  | 'clock'
export type Verb =
  | 'file'
  | 'answer'
  | 'respond'
  | 'ask_material'
  | 'supply_material'
  | 'submit_evidence'
  | 'demand_evidence'
  | 'record_attempt'
  | 'mark_unreachable'
  | 'confirm_unreachable'
  | 'take_over'
  | 'urge'
  | 'offer'
  | 'counter'
  | 'withdraw_offer'
  | 'accept_offer'
  | 'declare_failed'
  | 'extend'
  | 'sign'
  | 'record_performance'
  | 'confirm_obligation'
  | 'dispute_obligation'
  | 'choose_after_breach'
  | 'suspend'
  | 'resume'
  | 'record_external'
  | 'refuse'
  | 'discontinue'
  | 'appeal'
  | 'decide_appeal'
  | 'withdraw'
  | 'close'
  | 'reopen'

export type StaffRole = 'service_agent' | 'supervisor' | 'administrator' | 'shop_staff'
export type Target = 'court' | 'arbitration' | 'bureau' | 'consumer_association' | 'other_authority'
export type EvidenceKind =
  | 'transaction'
  | 'payment'
  | 'logistics'
  | 'communication'
  | 'object'
  | 'expert'
  | 'identity'
  | 'official'
  | 'statement'

export interface Page<T> {
  items: T[]
  next_cursor?: string | null
}

export interface Me {
  person: null | {
    id: Id
    name: string
    phone_masked?: string | null
    email_masked?: string | null
    locale: string
    has_password: boolean
  }
  staff: {
    organisation: { id: Id; name: string; kind: string }
    role: StaffRole
    work_no?: string | null
  }[]
  session?: {
    id: Id
    kind: 'account' | 'link'
    dispute?: Id | null
    expires_at: Instant
    reauth_until?: Instant | null
  } | null
  unread_notices: number
}

export interface CodeSent {
  resend_after_s: number
  valid_s: number
}

export interface SessionRow {
  id: Id
  kind: 'account' | 'link'
  created_at: Instant
  seen_at: Instant
  expires_at: Instant
  user_agent?: string | null
  address?: string | null
  current: boolean
}

export interface LinkLook {
  number: string
  respondent_name: string
  target_masked: string
  expires_at: Instant
  state: 'open' | 'expired' | 'revoked'
}

export interface MerchantRow {
  id: Id
  name: string
  credit_code?: string | null
  address?: string | null
}

export interface Limits {
  upload_max_bytes: number
  chunk_max_bytes: number
  media_types: string[]
  evidence_max_per_dispute: number
  message_max_chars: number
}

export interface RulesPage {
  version: string
  in_force: Day
  editions: { version: string; in_force: Day }[]
  rows: RuleRow[]
  terms: TermRow[]
  at: Day
}

export interface RuleRow {
  id: string
  track: string
  verb: string
  by: Seat[]
  from: Phase[]
  when?: string | null
  to?: string | null
  opens_terms: string[]
  source: { id: string; title: string; url?: string | null }[]
}

export interface TermRow {
  id: string
  count: number
  unit: 'hours' | 'working_days' | 'natural_days'
  source: string
  layer: string
}

export interface RemedyWish {
  remedy: string
  amount_fen?: Fen | null
  note?: string | null
}

export interface ElsewhereCase {
  target: Target
  number?: string | null
  accepted_on?: Day | null
}

export interface DraftContent {
  category?: string | null
  overlays?: string[] | null
  statement?: string | null
  happened_on?: Day | null
  order?: {
    number?: string | null
    title?: string | null
    paid_fen?: Fen | null
    paid_on?: Day | null
    received_on?: Day | null
    quantity?: number | null
  } | null
  merchant?: {
    organisation?: Id | null
    name?: string | null
    credit_code?: string | null
    address?: string | null
    phone?: string | null
    email?: string | null
  } | null
  remedies?: RemedyWish[] | null
  elsewhere?: { none?: boolean | null; cases?: ElsewhereCase[] | null } | null
  on_behalf?: { name: string; phone: string } | null
}

export interface Draft {
  id: Id
  version: number
  updated_at: Instant
  content: DraftContent
  evidence: Evidence[]
  missing: { pointer: string; code: string }[]
}

export interface Upload {
  id: Id
  offset: number
  size: number
  chunk_max_bytes?: number
  state?: 'open' | 'done'
  evidence?: Evidence | null
}

export interface Evidence {
  id: Id
  name: string
  media_type: string
  size: number
  sha256: string
  kind: EvidenceKind
  purpose?: string | null
  by: { seat: Seat; name: string }
  uploaded_at: Instant
  visibility: 'parties' | 'platform'
  url: string
  has_preview: boolean
  submitted: boolean
}

export interface DisputeRow {
  id: Id
  number: string
  title: string
  category: string
  phase: Phase
  missed: boolean
  breached: boolean
  claim_fen: Fen
  merchant: string
  consumer: string
  responder?: { id: Id; name: string; work_no?: string | null } | null
  due_at?: Instant | null
  due_term?: string | null
  turn: Seat[]
  updated_at: Instant
  filed_at: Instant
  unread: number
}

export interface Party {
  id: Id
  role: string
  name: string
  you: boolean
  organisation?: Id | null
  contact_masked?: string | null
  delivered_at?: Instant | null
  /** When it first answered. */
  entered_at?: Instant | null
  unreachable?: boolean
  adverse_notes?: number
  /** On how many days it was tried to be reached. */
  attempt_days?: number
}

export interface Deadline {
  id: Id
  term: string
  state: 'running' | 'paused' | 'ended'
  starts_at: Instant
  due_at: Instant
  due_on: Day
  warn_at: Instant
  unit: 'hours' | 'working_days' | 'natural_days'
  count: number
  provisional: boolean
  ruleset: string
  edition: string
  source: string
  zone: string
  explain: {
    skipped: { day: Day; why: string }[]
    worked_weekends: Day[]
    rolled_from?: Day | null
    pauses: { from: Instant; until?: Instant | null; why?: string | null }[]
  }
}

export interface ObligationInput {
  owes: Id
  to: Id
  kind: string
  what: string
  amount_fen?: Fen | null
  how: string
  due_on: Day
}

export interface Obligation extends ObligationInput {
  id: Id
  state: 'due' | 'part_done' | 'done' | 'late' | 'confirmed' | 'disputed'
  done_fen?: Fen | null
  proof?: string | null
}

export interface Agreement {
  id: Id
  version: number
  state: 'proposed' | 'countered' | 'withdrawn' | 'lapsed' | 'agreed' | 'signed' | 'performed' | 'breached'
  by: Id
  to: Id
  supersedes?: Id | null
  note?: string | null
  obligations: Obligation[]
  lapses_at: Instant
  made_at: Instant
  text?: string | null
  text_sha256: string
  signatures: { party: Id; name: string; at: Instant }[]
  same_day: boolean
}

export interface TimelineEntry {
  seq: number
  at: Instant
  fact: string
  seat: Seat
  name: string
  data: Record<string, unknown>
  text?: string | null
}

export interface DeliveryView {
  id?: Id
  party?: Id | null
  to?: string | null
  what?: string | null
  kind?: string | null
  channel: string
  target_masked?: string | null
  at: Instant
  result: string
  read_at?: Instant | null
}

export interface RoomRow {
  id: Id
  kind: 'negotiation' | 'internal'
  can_post: boolean
  unread: number
  last_seq: number
}

export interface DisputeView {
  id: Id
  number: string
  head: number
  phase: Phase
  missed: boolean
  breached: boolean
  suspended?: { reason: string } | null
  closing?: { kind: string; code: string; ground?: string | null } | null
  title: string
  category: string
  overlays: string[]
  statement?: string | null
  order: NonNullable<DraftContent['order']>
  merchant: { name: string; credit_code?: string | null; address?: string | null; organisation?: Id | null }
  remedies: RemedyWish[]
  claim_fen: Fen
  elsewhere: { none?: boolean | null; cases?: ElsewhereCase[] | null } | null
  parties: Party[]
  responder?: { person: Id; name: string; work_no?: string | null; since: Instant } | null
  you: { seat: Seat; party?: Id | null; seats: Seat[] }
  turn: { seats: Seat[]; yours: boolean; what: string; deadline?: Deadline | null }
  deadlines: Deadline[]
  allowed: Verb[]
  agreements: Agreement[]
  evidence: Evidence[]
  rooms: RoomRow[]
  timeline: TimelineEntry[]
  deliveries: DeliveryView[]
  rules_version: string
  ruleset: Record<string, unknown>
}

export interface MessageView {
  id: Id
  client_id: string
  body: string | null
  version: number
  redacted: boolean
  attachments: Evidence[]
  reply_to?: Id | null
}

export interface RoomEvent {
  room: Id
  seq: number
  type:
    | 'message'
    | 'edited'
    | 'redacted'
    | 'member_added'
    | 'member_removed'
    | 'closed'
    | 'opened'
    | 'procedure'
    | 'attachment'
  at: Instant
  by: { person?: Id | null; seat: Seat; name: string }
  message?: MessageView | null
  data?: Record<string, unknown> | null
}

export interface RoomMember {
  person: Id
  name: string
  seat: Seat
  read_seq: number
  online?: boolean | null
}

export interface RoomSnapshot {
  id: Id
  dispute: Id
  kind: RoomRow['kind']
  state: 'open' | 'closed'
  head: number
  epoch: string
  can_post: boolean
  members: RoomMember[]
  events: RoomEvent[]
  prev?: string | number | null
}

export interface Notice {
  id: Id
  kind: string
  dispute?: Id | null
  number?: string | null
  data: Record<string, unknown>
  at: Instant
  read_at?: Instant | null
}
