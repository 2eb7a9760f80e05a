/** What a party's silence or word means for the mediation. */
import type { MediationView } from '@/shared/api'

type Consent = Pick<MediationView['consents'][number], 'willing' | 'takes_part'>

/** Silence counts as no once it goes on without them. */
export function answerOf(consent: Consent | undefined): 'joined' | 'declined' | 'silent' | 'awaited' {
  if (consent?.willing === true) return 'joined'
  if (consent?.willing === false) return 'declined'
  return consent && !consent.takes_part ? 'silent' : 'awaited'
}
