import type { Field, Step } from '../actions/steps'

/** Why a mediator ends a mediation. */
export const TERMINATIONS = [
  'term_no_agreement', 'term_no_show', 'term_refused', 'term_appraisal_cost', 'term_art16_or_42', 'term_party_gone', 'term_unreachable', 'term_refused_sign', 'term_60d', 'term_other',
] as const

const candidate: readonly Field[] = [
  { name: 'mediator', kind: 'line', required: true },
  { name: 'disclosed', kind: 'text' },
]
const reason: Field = { name: 'reason', kind: 'text', required: true }

/** Asking a body to mediate, which is the first responder's to do; it stands behind what the platform does itself. */
export const ASK_STEP: Step = { verb: 'ask_mediation', fields: [{ name: 'body', kind: 'line', required: true }, { name: 'reason', kind: 'text' }] }

/** The steps of mediation that staff take, in the order in which buttons stand. */
export const MEDIATION_STEPS: readonly Step[] = [
  { verb: 'accept_case', chief: true, fields: [] },
  { verb: 'decline_case', tone: 'warning', fields: [reason] },
  { verb: 'appoint', chief: true, fields: candidate },
  { verb: 'decide_challenge', chief: true, fields: [
    { name: 'upheld', kind: 'choice', required: true, options: ['true', 'false'], words: 'office.upheld', yes_no: true },
    { name: 'reasons', kind: 'text', required: true },
  ] },
  { verb: 'accept_appointment', chief: true, fields: [
    // Asked on the page, and told by what is declared: it is not sent itself.
    { name: 'any', kind: 'sure', required: true },
    { name: 'interests', kind: 'text' },
  ] },
  { verb: 'decline_appointment', fields: [{ name: 'reason', kind: 'text' }] },
  { verb: 'seal', chief: true, fields: [{ name: 'sure', kind: 'sure', required: true }] },
  { verb: 'propose', chief: true, fields: [] },
  { verb: 'withdraw_offer', tone: 'warning', fields: [{ name: 'offer', kind: 'line', required: true }] },
  { verb: 'open_caucus', fields: [{ name: 'party', kind: 'party', required: true }] },
  { verb: 'close_caucus', fields: [{ name: 'party', kind: 'party', required: true }] },
  { verb: 'propose_fact', fields: [{ name: 'text', kind: 'text', required: true }] },
  { verb: 'suspend', tone: 'warning', fields: [{ name: 'number', kind: 'line' }] },
  { verb: 'replace', tone: 'warning', fields: [...candidate, reason] },
  { verb: 'resign', tone: 'warning', fields: [reason] },
  { verb: 'terminate', tone: 'error', fields: [
    { name: 'reason', kind: 'choice', required: true, options: TERMINATIONS, words: 'office.termination' },
    { name: 'note', kind: 'text' },
    { name: 'sure', kind: 'sure', required: true },
  ] },
]
