/** What can be done, and where agreements and promises stand. Parts of the common area that a filing does without. */
import { area } from '..'
import agreementState from '../zh/common.agreement_state.json'
import obligationState from '../zh/common.obligation_state.json'
import verb from '../zh/common.verb.json'

area('common.verb', verb, () => import('../en/common.verb.json'))
area('common.agreement_state', agreementState, () => import('../en/common.agreement_state.json'))
area('common.obligation_state', obligationState, () => import('../en/common.obligation_state.json'))
