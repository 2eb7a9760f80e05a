/** What is asked of the law, in a dispute or outside; apart, so that other pages need not load it. */
import { get, post, type Card, type Checklist, type DisputeLaw, type Id, type Signal, type TermAnswer } from '@/shared/api'

export const law = {
  term: (facts: object) => post<TermAnswer>('/law/term', facts),
  entitlement: (facts: object) => post<Card>('/law/entitlement', facts),
  checklist: (facts: object) => post<Checklist>('/law/checklist', facts),
  ofDispute: (id: Id) => get<DisputeLaw>(`/disputes/${id}/law`),
  signals: (id: Id) => get<{ items: Signal[] }>(`/disputes/${id}/law/signals`),
}
