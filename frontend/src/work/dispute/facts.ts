/** The kinds of facts that a timeline can be narrowed to. */
export const GROUPS = ['steps', 'evidence', 'offers', 'told'] as const
export type Group = (typeof GROUPS)[number]

const OF: Readonly<Record<string, Group>> = {
  evidence_submitted: 'evidence', evidence_demanded: 'evidence', adverse_noted: 'evidence', material_asked: 'evidence', material_supplied: 'evidence',
  slip_shown: 'evidence',
  offered: 'offers', offer_withdrawn: 'offers', offer_lapsed: 'offers', offer_accepted: 'offers', signed: 'offers', agreement_signed: 'offers',
  signing_incomplete: 'offers', performance_recorded: 'offers', performance_asked: 'offers', obligation_confirmed: 'offers',
  obligation_disputed: 'offers', obligation_unconfirmed: 'offers', breached: 'offers', agreement_performed: 'offers', new_date_set: 'offers',
  agreement_given_up: 'offers', small_claim_offer_missed: 'offers',
  delivered: 'told', reminded: 'told', attempt_recorded: 'told', contact_corrected: 'told', unreachable_marked: 'told', unreachable_confirmed: 'told', urged: 'told',
}

/** What a fact is about; whatever moves the procedure is a step. */
export function groupOf(fact: string): Group {
  return OF[fact] ?? 'steps'
}
