import type { ObligationInput, Provisions } from '@/shared/api'

/** An offer that was begun and not sent. */
export interface OfferBegun {
  obligations: (Omit<ObligationInput, 'amount_fen'> & { amount_fen: number | null })[]
  provisions: Pick<Provisions, 'acceleration' | 'confirmation' | 'confidential'> & Record<'facts' | 'account' | 'goods' | 'breach', string>
  lapses_on: string
  note: string
}

/** A copy that changes by itself. */
export function copyOf<T>(begun: T): T {
  return JSON.parse(JSON.stringify(begun ?? {})) as T
}
