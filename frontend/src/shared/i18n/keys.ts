import type account from './zh/account.json'
import type action from './zh/action.json'
import type audit from './zh/audit.json'
import type changed from './zh/changed.json'
import type common from './zh/common.json'
import type deed from './zh/deed.json'
import type desk from './zh/desk.json'
import type auth from './zh/common.auth.json'
import type unit from './zh/common.unit.json'
import type role from './zh/common.role.json'
import type agreementState from './zh/common.agreement_state.json'
import type obligationState from './zh/common.obligation_state.json'
import type verb from './zh/common.verb.json'
import type duty from './zh/duty.json'
import type dispute from './zh/dispute.json'
import type facts from './zh/dispute.fact.json'
import type terms from './zh/dispute.term.json'
import type turns from './zh/dispute.what.json'
import type file from './zh/file.json'
import type guard from './zh/guard.json'
import type home from './zh/home.json'
import type house from './zh/house.json'
import type invite from './zh/invite.json'
import type law from './zh/law.json'
import type links from './zh/links.json'
import type login from './zh/login.json'
import type macro from './zh/macro.json'
import type over from './zh/over.json'
import type own from './zh/own.json'
import type paper from './zh/paper.json'
import type mediate from './zh/mediate.json'
import type ops from './zh/ops.json'
import type office from './zh/office.json'
import type officePanel from './zh/office.panel.json'
import type queue from './zh/queue.json'
import type registry from './zh/registry.json'
import type room from './zh/room.json'
import type rules from './zh/rules.json'
import type setup from './zh/setup.json'
import type shop from './zh/shop.json'
import type texts from './zh/texts.json'
import type termsOfHouse from './zh/terms.json'
import type session from './zh/session.json'
import type supervise from './zh/supervise.json'
import type work from './zh/work.json'
import type hint from './zh/work.hint.json'
import type lead from './zh/work.lead.json'
import type notice from './zh/work.notice.json'
import type calendar from './zh/calendar.json'
import type phrase from './zh/work.phrase.json'

export type Tree = { readonly [name: string]: string | Tree }

type Areas = {
  account: typeof account
  action: typeof action
  audit: typeof audit
  changed: typeof changed
  common: typeof common
  deed: typeof deed
  desk: typeof desk
  'common.auth': typeof auth
  'common.role': typeof role
  'common.unit': typeof unit
  'common.agreement_state': typeof agreementState
  'common.obligation_state': typeof obligationState
  'common.verb': typeof verb
  dispute: typeof dispute
  duty: typeof duty
  'dispute.fact': typeof facts
  'dispute.term': typeof terms
  'dispute.what': typeof turns
  file: typeof file
  guard: typeof guard
  home: typeof home
  house: typeof house
  invite: typeof invite
  law: typeof law
  links: typeof links
  login: typeof login
  macro: typeof macro
  over: typeof over
  own: typeof own
  paper: typeof paper
  mediate: typeof mediate
  office: typeof office
  ops: typeof ops
  'office.panel': typeof officePanel
  queue: typeof queue
  registry: typeof registry
  room: typeof room
  rules: typeof rules
  setup: typeof setup
  shop: typeof shop
  terms: typeof termsOfHouse
  session: typeof session
  texts: typeof texts
  supervise: typeof supervise
  work: typeof work
  'work.hint': typeof hint
  'work.lead': typeof lead
  'work.notice': typeof notice
  calendar: typeof calendar
  'work.phrase': typeof phrase
}

export type Area = keyof Areas

type Leaves<T, P extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]

/** Every text there is: `area.group.name`. */
export type Key = { [A in Area]: Leaves<Areas[A], `${A}.`> }[Area]
