import { expect, it } from 'vitest'
import { monthsLater, splitEvenly } from './instalments'

it('the parts make up the sum, and the odd fen is in the last', () => {
  const parts = splitEvenly(10_000, '2026-12-04', 3)
  expect(parts.map((one) => one.amount_fen)).toEqual([3333, 3333, 3334])
  expect(parts.map((one) => one.due_on)).toEqual(['2026-12-04', '2027-01-04', '2027-02-04'])
})

it('a month that is too short ends the payment on its last day', () => {
  expect(monthsLater('2027-01-31', 1)).toBe('2027-02-28')
  expect(monthsLater('2026-12-31', 2)).toBe('2027-02-28')
})
