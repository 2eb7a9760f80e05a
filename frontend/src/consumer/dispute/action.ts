/** What somebody is about to do: a verb, and what it is done to. */
import type { Agreement, DisputeView, JointFact, Obligation, Verb } from '@/shared/api'
import { awaits } from '@/shared/dispute/words'

export interface Action {
  verb: Verb
  agreement?: Agreement
  obligation?: Obligation
  fact?: JointFact
  /** The way of the panel from which somebody asks for mediation. */
  door?: string
}

/** Every form of an action has these. */
export interface ActionProps {
  view: DisputeView
  action: Action
  errors: Readonly<Record<string, string>>
  general?: string
  busy?: boolean
}

const promiseVerbs: readonly Verb[] = ['record_performance', 'confirm_obligation', 'dispute_obligation']

/** Verbs whose button stands beside the offer, promise, fact, person or way that they are about. */
const besideTheirObject = new Set<Verb>([
  'accept_offer',
  'counter',
  'withdraw_offer',
  'state_facts',
  'choose_door',
  'object_to_mediator',
  'challenge',
  'confirm_fact',
  'dispute_fact',
  'choose_session',
  ...promiseVerbs,
])

const first: readonly Verb[] = ['consent', 'decline', 'sign', 'apply_confirmation', 'supply_material', 'respond', 'choose_after_breach', 'resume', 'ask_mediation', 'offer']

/** Asking for mediation leads where a negotiation has failed; before that it is one way among others. */
function leads(view: DisputeView, verb: Verb): boolean {
  return verb !== 'ask_mediation' || view.phase === 'impasse' || view.phase === 'mediation_consent'
}

/** The buttons of the card on top: what the turn is about comes first. */
export function leading(view: DisputeView): Verb[] {
  const answering = waitingOffer(view) !== undefined
  const verbs = first.filter((verb) => view.allowed.includes(verb) && leads(view, verb) && !(answering && verb === 'offer'))
  return !view.turn.yours && view.allowed.includes('urge') ? [...verbs, 'urge'] : verbs
}

/** Whether something is to be done about single promises, on the tab where they stand. */
export function hasPromises(view: DisputeView): boolean {
  return promiseVerbs.some((verb) => view.allowed.includes(verb))
}

/** Everything else that is allowed here and has no place of its own. */
export function remaining(view: DisputeView): Verb[] {
  const shown = new Set<Verb>([...leading(view), ...besideTheirObject])
  return view.allowed.filter((verb) => !shown.has(verb))
}

/** The offer that waits for the reader's answer, the newest first. */
export function waitingOffer(view: DisputeView): Agreement | undefined {
  return view.agreements.findLast((one) => awaits(one, view.you.party))
}

/** The agreement that is being signed or kept. */
export function agreementInForce(view: DisputeView): Agreement | undefined {
  return view.agreements.findLast((one) => ['agreed', 'signed', 'breached', 'performed'].includes(one.state))
}
