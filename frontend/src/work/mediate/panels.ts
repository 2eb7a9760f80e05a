import { defineAsyncComponent, type Component } from 'vue'
import type { Verb } from '@/shared/api'

/** Steps of mediation whose form shows more than fields. */
export const MEDIATION_PANELS: Partial<Record<Verb, Component>> = {
  ask_mediation: defineAsyncComponent(() => import('./AskMediationStep.vue')),
  accept_case: defineAsyncComponent(() => import('./AcceptCaseStep.vue')),
  appoint: defineAsyncComponent(() => import('./AppointStep.vue')),
  replace: defineAsyncComponent(() => import('./AppointStep.vue')),
  accept_appointment: defineAsyncComponent(() => import('./AcceptAppointmentStep.vue')),
  propose: defineAsyncComponent(() => import('./ProposeStep.vue')),
  withdraw_offer: defineAsyncComponent(() => import('./WithdrawProposalStep.vue')),
  suspend: defineAsyncComponent(() => import('./AppraisalStep.vue')),
  seal: defineAsyncComponent(() => import('./SealStep.vue')),
}
