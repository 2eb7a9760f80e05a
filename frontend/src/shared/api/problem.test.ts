import { expect, test } from 'vitest'
import { asProblem, byField, fieldName, Problem } from './problem'

test('a pointer names the field', () => {
  expect(fieldName('/obligations/0/amount_fen')).toBe('obligations.0.amount_fen')
  expect(fieldName('#/statement')).toBe('statement')
  expect(fieldName('/a~1b/c~0d')).toBe('a/b.c~d')
})

test('each field shows its first fault', () => {
  const faults = [
    { pointer: '/name', code: 'missing' },
    { pointer: '/name', code: 'too_short' },
    { pointer: '/merchant/credit_code', code: 'invalid' },
  ]
  expect(byField(faults, (fault) => fault.code)).toEqual({ name: 'missing', 'merchant.credit_code': 'invalid' })
})

test('a broken connection is a problem like any other', () => {
  expect(asProblem(new TypeError('Failed to fetch')).code).toBe('offline')
  const problem = new Problem(409, { code: 'stale', detail: 'It changed.' })
  expect(asProblem(problem)).toBe(problem)
})
