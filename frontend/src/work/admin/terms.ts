/** The platform's own terms as an administrator edits them. */
import { call, get, post } from '@/shared/api'
import { label, maybe } from '@/shared/i18n'
import '@/shared/i18n/areas/dispute'
import '@/shared/i18n/areas/dispute.mediation'
import '@/shared/i18n/areas/terms'

export interface TermNumbers {
  count: number
  warn: number
  remind: number[]
}

export interface Numbers {
  terms: Record<string, TermNumbers>
  amounts: Record<string, number>
}

export interface TermsRow {
  id: string
  kind: string
  unit: TermsUnit
  least: number
  most: number
  /** Whether the clause itself gives the bound. */
  by_law: boolean
  source: { id: string; instrument: string; instrument_en: string; article?: string | null; url?: string | null }
}

export type TermsUnit = 'hours' | 'working_days' | 'natural_days' | 'months' | 'fen' | 'times' | 'per_mille'

export interface TermChange {
  id: string
  unit: string
  was: number
  is: number
  telling: boolean
}

export interface Edition {
  version: string
  published_at: string
  published_by: string
  since: string
  reasons: string
  reasons_en: string
  withdrawn_at?: string | null
  withdrawn_why?: string | null
  changes: TermChange[]
}

export interface Terms {
  version: string
  in_force: string
  rows: TermsRow[]
  numbers: Numbers
  notice_days: number
  holds_from: string
  draft?: { version: number; numbers: Numbers; reasons: string; reasons_en: string; changed_at: string; changed_by: string } | null
  editions: Edition[]
}

const over = (version: number) => ({ 'if-match': `"${version}"` })

export const house = {
  terms: () => get<Terms>('/admin/house-terms'),
  saveTerms: async (version: number, body: { numbers: Numbers; reasons: string; reasons_en: string }) => (await call<Terms>('PUT', '/admin/house-terms/draft', { body, headers: over(version) })).data,
  discardTerms: () => call<null>('DELETE', '/admin/house-terms/draft'),
  publishTerms: async (version: number) => (await call<Terms>('POST', '/admin/house-terms/draft/publish', { headers: over(version) })).data,
  withdrawTerms: (version: string, why: string) => post<Terms>(`/admin/house-terms/${version}/withdraw`, { why }),
}

/** What a term or amount is called. */
export function named(id: string): string {
  return maybe('terms.name', id) ?? maybe('dispute.term', id) ?? id
}

/** A number of a row without its unit, as it is typed. */
export function count(unit: string, number: number): string {
  return unit === 'fen' ? String(number / 100) : String(number)
}

/** A number of a row with its unit. */
export function amountOf(unit: string, number: number): string {
  return maybe('terms.amount', unit, { n: count(unit, number) }) ?? label('common.unit', unit, { n: number })
}

/** What an edited set changes in the one in force. */
export function changesOf(terms: Terms, numbers: Numbers): TermChange[] {
  return terms.rows.flatMap((row) => {
    if (row.kind === 'amount') {
      const [was, is] = [terms.numbers.amounts[row.id] ?? 0, numbers.amounts[row.id] ?? 0]
      return was === is ? [] : [{ id: row.id, unit: row.unit, was, is, telling: false }]
    }
    const [was, is] = [terms.numbers.terms[row.id], numbers.terms[row.id]]
    if (!was || !is) return []
    const telling = was.warn !== is.warn || was.remind.join() !== is.remind.join()
    return was.count === is.count && !telling ? [] : [{ id: row.id, unit: row.unit, was: was.count, is: is.count, telling }]
  })
}
