/** How far a mediation is, in the steps that people count. */
import type { MediationView, Phase } from '../api'

export const STAGES = ['consent', 'acceptance', 'mediator', 'talks', 'agreement'] as const
export type Stage = (typeof STAGES)[number]

export interface Step {
  stage: Stage
  state: 'done' | 'now' | 'ahead' | 'off'
  /** When it was done. */
  at?: string | null
}

type Seen = Pick<MediationView, 'accepted_at' | 'begun_at' | 'ended' | 'consents'>

/** The step that a mediation is at; none once it has ended without an agreement. */
export function stageOf(mediation: Seen, phase: Phase): Stage | null {
  if (mediation.ended?.how === 'settled' || phase === 'signing') return 'agreement'
  if (mediation.ended) return null
  if (mediation.begun_at) return phase === 'mediator_appointment' ? 'mediator' : 'talks'
  if (mediation.accepted_at) return 'mediator'
  return isAnswered(mediation) ? 'acceptance' : 'consent'
}

export function stepsOf(mediation: Seen, phase: Phase): Step[] {
  const stage = stageOf(mediation, phase)
  const now = stage ? STAGES.indexOf(stage) : reached(mediation)
  const at: Partial<Record<Stage, string | null | undefined>> = { acceptance: mediation.accepted_at, mediator: mediation.begun_at }
  return STAGES.map((each, n) => ({
    stage: each,
    at: n < now ? at[each] : null,
    state: n < now ? 'done' : stage === null ? 'off' : n === now ? 'now' : 'ahead',
  }))
}

/** Whether it is known with whom it goes on: whoever is still to answer counts as taking part. */
function isAnswered({ consents }: Seen): boolean {
  return consents.every((one) => one.at || !one.takes_part)
}

/** How many steps were done when it ended. */
function reached(mediation: Seen): number {
  if (mediation.begun_at) return 3
  if (mediation.accepted_at) return 2
  return isAnswered(mediation) ? 1 : 0
}
