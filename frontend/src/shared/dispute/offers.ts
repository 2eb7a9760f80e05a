/** Whose answer an offer waits for. */
import type { Agreement, Id } from '../api'

type Offer = Pick<Agreement, 'state' | 'by' | 'to' | 'proposed' | 'accepted_by'>

/** Whether it waits for that party: what the mediator proposes waits for both. */
export function awaits(offer: Offer, party: Id | null | undefined): boolean {
  if (!party || offer.state !== 'proposed' || offer.accepted_by === party) return false
  return offer.to === party || (offer.proposed && offer.by === party)
}
