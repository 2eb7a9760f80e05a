/** Actions that need a sentence at most. */
import type { Verb } from '@/shared/api'

export interface Plain {
  /** The field of the body that the person writes. */
  text?: string
  required?: boolean
}

export const plain: Partial<Record<Verb, Plain>> = {
  accept_offer: {},
  withdraw_offer: {},
  declare_failed: { text: 'reason' },
  extend: {},
  resume: {},
  close: {},
  urge: {},
  appeal: { text: 'reasons', required: true },
  reopen: { text: 'new_facts', required: true },
  respond: { text: 'statement', required: true },
  confirm_obligation: {},
  dispute_obligation: { text: 'reason', required: true },
  decline: { text: 'reason' },
  object_to_mediator: { text: 'reason', required: true },
  challenge: { text: 'reason', required: true },
  unseal_caucus: {},
  confirm_fact: {},
  dispute_fact: { text: 'reason' },
  end_mediation: { text: 'reason' },
}
