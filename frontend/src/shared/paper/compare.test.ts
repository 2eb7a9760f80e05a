import { expect, it } from 'vitest'
import type { Agreement, Obligation } from '../api'
import { line, pairs } from './compare'

const promise = (over: Partial<Obligation>) =>
  ({ id: 'x', owes: 'shop', to: 'me', kind: 'refund_part', what: '退款', how: '原路退回', amount_fen: 100, due_on: '2026-12-04', state: 'due', done_fen: 0, ...over }) as Obligation
const version = (...obligations: Obligation[]) => ({ obligations }) as Agreement

it('a promise that was changed stands beside what it was', () => {
  const found = pairs(version(promise({ id: 'a' })), version(promise({ id: 'b', amount_fen: 200 })))
  expect(found.map((one) => [one.was?.id, one.now?.id, one.mark])).toEqual([['a', 'b', 'changed']])
})

it('what is the same is said to be the same, wherever it stands', () => {
  const [refund, apology] = [promise({ id: 'a' }), promise({ id: 'b', kind: 'apology', amount_fen: undefined })]
  const found = pairs(version(refund, apology), version(apology, refund))
  expect(found.map((one) => one.mark)).toEqual(['unchanged', 'unchanged'])
})

it('what came and what went is told apart', () => {
  const found = pairs(version(promise({ id: 'a', kind: 'invoice' })), version(promise({ id: 'b', kind: 'apology' })))
  expect(found.map((one) => one.mark)).toEqual(['added', 'removed'])
})

it('of two instalments the one that stayed is not taken for the other', () => {
  const [first, second] = [promise({ id: '1', due_on: '2026-12-04' }), promise({ id: '2', due_on: '2027-01-04' })]
  const found = pairs(version(first, second), version(second))
  expect(found.map((one) => [one.was?.id, one.mark])).toEqual([['2', 'unchanged'], ['1', 'removed']])
})

it('a text is compared with what it was', () => {
  expect(line('how', 'a', 'b').mark).toBe('changed')
  expect(line('how', null, 'b').mark).toBe('added')
  expect(line('how', 'a', null).mark).toBe('removed')
  expect(line('how', 'a', 'a').mark).toBe('unchanged')
})
