import { expect, test } from 'vitest'
import { changesOf, type Terms } from './terms'

const source = { id: 'D-16', instrument: '', instrument_en: '' }
const terms: Terms = {
  version: 'platform-2026.1', in_force: '2020-01-01', notice_days: 7, holds_from: '2026-12-06', editions: [],
  rows: [
    { id: 'first_response', kind: 'term', unit: 'hours', least: 1, most: 72, by_law: false, source },
    { id: 'small_claim_threshold', kind: 'amount', unit: 'fen', least: 1, most: 9, by_law: false, source },
  ],
  numbers: { terms: { first_response: { count: 24, warn: 4, remind: [] } }, amounts: { small_claim_threshold: 50_000 } },
}

test('only what differs counts as a change, and a warning alone is one', () => {
  expect(changesOf(terms, terms.numbers)).toEqual([])
  const warned = { ...terms.numbers, terms: { first_response: { count: 24, warn: 6, remind: [] } } }
  expect(changesOf(terms, warned)).toEqual([{ id: 'first_response', unit: 'hours', was: 24, is: 24, telling: true }])
  const both = { terms: { first_response: { count: 48, warn: 4, remind: [] } }, amounts: { small_claim_threshold: 60_000 } }
  expect(changesOf(terms, both).map((one) => one.id)).toEqual(['first_response', 'small_claim_threshold'])
})
