import type { Verb } from '@/shared/api'
import { ASK_STEP, MEDIATION_STEPS } from '../mediate/steps'

/**
 * One thing a step asks for. `check` may be ticked, `sure` must be and stays here; `signed` only shows
 * under whose name it is done. Its words are `work.field.VERB.NAME` or
 * `work.field.any.NAME`.
 */
export interface Field {
  name: string
  kind: 'line' | 'text' | 'items' | 'choice' | 'day' | 'party' | 'colleague' | 'evidence' | 'check' | 'sure' | 'signed'
  required?: boolean
  /** Codes to choose from, said by the catalogue group `words`. */
  options?: readonly string[]
  words?: string
  /** Only parties of this role. */
  role?: string
  /** Phrases offered to begin with; what they leave open must be filled in. */
  phrases?: number
  /** Sent as true and false. */
  yes_no?: boolean
  /** The last day that can be meant is today. */
  past?: boolean
}

export interface Step {
  verb: Verb
  /** What the person is here to do: its button stands out. */
  chief?: boolean
  /** How the button looks: what hurts is red and asks twice. */
  tone?: 'error' | 'warning'
  fields: readonly Field[]
}

export const TARGETS = ['court', 'arbitration', 'bureau', 'consumer_association', 'other_authority'] as const
const GROUNDS = [
  'rej_out_of_scope', 'rej_already_handled', 'rej_not_consumer', 'rej_over_3y', 'rej_materials', 'rej_identity', 'rej_other',
] as const

const note: Field = { name: 'note', kind: 'text' }
const items: Field = { name: 'items', kind: 'items', required: true }
const reasons: Field = { name: 'reasons', kind: 'text', required: true }
const sure: Field = { name: 'sure', kind: 'sure', required: true }
const refusal: readonly Field[] = [
  { name: 'ground', kind: 'choice', required: true, options: GROUNDS, words: 'dispute.ground' }, reasons, sure,
]

/** Every step that staff take, in the order in which buttons stand. Which are shown is the server's to say. */
export const STEPS: readonly Step[] = [
  ...MEDIATION_STEPS,
  { verb: 'answer', chief: true, fields: [
    { name: 'name', kind: 'signed' },
    { name: 'finding', kind: 'text', required: true, phrases: 3 },
    { name: 'next_step', kind: 'text', required: true, phrases: 4 },
    { name: 'claim_proved', kind: 'check' },
  ] },
  { verb: 'decide_appeal', chief: true, fields: [
    { name: 'upheld', kind: 'choice', required: true, options: ['true', 'false'], words: 'work.upheld', yes_no: true }, reasons,
  ] },
  { verb: 'resume', chief: true, fields: [] },
  { verb: 'ask_material', fields: [items, note] },
  { verb: 'demand_evidence', fields: [{ name: 'of', kind: 'party', required: true }, items] },
  { verb: 'submit_evidence', fields: [] },
  { verb: 'record_attempt', fields: [
    { name: 'party', kind: 'party', required: true },
    { name: 'method', kind: 'choice', required: true, options: ['phone', 'visit', 'mail', 'message'], words: 'dispute.method' },
    { name: 'result', kind: 'text', required: true },
  ] },
  { verb: 'take_over', fields: [{ name: 'responder', kind: 'colleague' }, note] },
  ASK_STEP,
  { verb: 'record_external', fields: [
    { name: 'target', kind: 'choice', required: true, options: TARGETS, words: 'work.target' },
    { name: 'number', kind: 'line' },
    { name: 'accepted_on', kind: 'day', required: true, past: true },
  ] },
  { verb: 'correct_contact', tone: 'warning', fields: [
    { name: 'party', kind: 'party', required: true, role: 'respondent' },
    { name: 'why', kind: 'choice', required: true, options: ['stranger', 'changed'], words: 'work.contact_wrong' },
    { name: 'phone', kind: 'line' },
    { name: 'email', kind: 'line' },
    sure,
  ] },
  { verb: 'mark_unreachable', tone: 'warning', fields: [
    { name: 'party', kind: 'party', required: true, role: 'respondent' },
  ] },
  { verb: 'confirm_unreachable', tone: 'warning', fields: [
    { name: 'party', kind: 'party', required: true, role: 'respondent' }, sure,
  ] },
  { verb: 'refuse', tone: 'error', fields: refusal },
  { verb: 'discontinue', tone: 'error', fields: refusal },
]

/** The steps that the server allows now; a verb of another seat has no button here. */
export function stepsOf(allowed: readonly Verb[]): Step[] {
  return STEPS.filter((step) => allowed.includes(step.verb))
}

export function stepOf(verb: Verb): Step | undefined {
  return STEPS.find((step) => step.verb === verb)
}
