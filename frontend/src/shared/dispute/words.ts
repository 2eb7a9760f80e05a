/** How people and facts of a dispute are called on the page of whoever looks. */
import type { Agreement, DisputeView, Id, Party, Seat, TimelineEntry } from '../api'
import { yuan } from '../format/money'
import { day, moment } from '../format/time'
import { label, maybe, t, type Params } from '../i18n'

void import('../i18n/areas/dispute.mediation')

type View = Pick<DisputeView, 'parties' | 'you'>

const consumerSide: readonly Seat[] = ['consumer', 'guardian', 'proxy']

/** The party of an id, as the reader calls it. */
export function partyName(view: View, id: Id | null | undefined): string {
  const party = partyOf(view, id)
  if (!party) return ''
  return isYou(view, party) ? t('dispute.you') : party.name
}

export function partyOf(view: View, id: Id | null | undefined): Party | undefined {
  return view.parties.find((party) => party.id === id)
}

function isYou(view: View, party: Party): boolean {
  return party.you || party.id === view.you.party
}

/** Whether an offer waits for that party: what the mediator proposes waits for both. */
export function awaits(offer: Pick<Agreement, 'state' | 'by' | 'to' | 'proposed' | 'accepted_by'>, party: Id | null | undefined): boolean {
  if (!party || offer.state !== 'proposed' || offer.accepted_by === party) return false
  return offer.to === party || (offer.proposed && offer.by === party)
}

/** Who did something: 您, or a name with the seat it was done in. */
export function actorName(view: View, entry: Pick<TimelineEntry, 'seat' | 'name'>): string {
  if (entry.seat === 'clock') return t('common.seat.clock')
  const mine = entry.seat === view.you.seat || (consumerSide.includes(entry.seat) && consumerSide.includes(view.you.seat))
  const own = view.parties.some((party) => isYou(view, party))
  if (mine && own && entry.seat !== 'first_responder') return t('dispute.you')
  if (!entry.name) return label('common.seat', entry.seat)
  if (entry.seat === 'respondent' || consumerSide.includes(entry.seat)) return entry.name
  return `${label('common.seat', entry.seat)} ${entry.name}`
}

/** One fact of the log in plain words. */
export function factText(view: View, entry: TimelineEntry): string {
  const params = { who: actorName(view, entry), ...known(view, entry.data) }
  const variant = variantOf(entry)
  return (variant && maybe('dispute.fact', `${entry.fact}_${variant}`, params)) || label('dispute.fact', entry.fact, params)
}

/** Facts that have more than one sentence. */
function variantOf(entry: TimelineEntry): string {
  const { data } = entry
  if (entry.fact === 'urged') return data.escalated === true ? 'escalated' : ''
  if (entry.fact === 'appeal_decided') return data.upheld === true ? 'upheld' : 'dismissed'
  if (entry.fact === 'withdrawn') return data.money_arrived === true ? 'paid' : ''
  if (entry.fact === 'offered') return data.proposed === true ? 'proposed' : data.supersedes ? 'counter' : ''
  if (entry.fact === 'mediator_left') return String(data.why ?? '')
  if (entry.fact === 'challenge_decided') return data.upheld === true ? 'upheld' : 'dismissed'
  if (entry.fact === 'performance_recorded') return data.whole === false ? 'part' : ''
  if (entry.fact === 'responder_named') return String(data.how ?? '')
  if (entry.fact === 'session_proposed') return data.fixed === true ? 'fixed' : data.sequence === null || data.sequence === undefined ? '' : 'moved'
  if (entry.fact === 'session_cancelled') return String(data.why ?? '')
  if (entry.fact === 'closed') return String(data.kind ?? '')
  return ''
}

const groups: Readonly<Record<string, string>> = {
  from: 'common.phase',
  to: 'common.phase',
  term: 'dispute.term',
  method: 'dispute.method',
  reason: 'dispute.suspension',
  ground: 'dispute.ground',
  target: 'common.target',
  kind: 'dispute.closing',
  door: 'dispute.door',
  how: 'dispute.mediation_end',
}

/** The parts of a fact that can be said: parties by name, money in yuan, codes in words. */
function known(view: View, data: Readonly<Record<string, unknown>>): Params {
  const said: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(data)) {
    if (typeof value === 'number') said[name] = /(^|_)(amount|fen|paid)(_|$)/.test(name) ? yuan(value) : value
    else if (typeof value === 'string') said[name] = sayPart(view, name, value)
  }
  return said
}

function sayPart(view: View, name: string, value: string): string {
  const party = partyName(view, value)
  if (party) return party
  if (name.endsWith('_on') && /^\d{4}-\d\d-\d\d$/.test(value)) return day(value)
  if (name === 'starts_at') return moment(value)
  return maybe(groups[name] ?? '', value) ?? value
}
