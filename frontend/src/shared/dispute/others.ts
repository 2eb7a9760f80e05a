import type { DisputeView, Id } from '@/shared/api'

/** With whom a dispute would end unsettled if the consumer came to terms with one respondent: nobody, for other readers. */
export function othersThan(view: Pick<DisputeView, 'parties' | 'you'>, between: readonly Id[]): string[] {
  const consumer = view.parties.find((party) => party.role === 'consumer')
  if (!consumer || view.you.party !== consumer.id) return []
  return view.parties.filter((party) => party.role === 'respondent' && !between.includes(party.id)).map((party) => party.name)
}
