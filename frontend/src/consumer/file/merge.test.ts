import { expect, test } from 'vitest'
import { merge, same } from './merge'

const base = { statement: 'a', order: { title: 'fridge', paid_fen: 100 }, remedies: [{ remedy: 'repair' }] }

test('what only one side changed is kept', () => {
  const mine = { ...base, statement: 'b' }
  const theirs = { ...base, order: { title: 'fridge', paid_fen: 200 } }
  expect(merge(base, mine, theirs)).toEqual({ ...base, statement: 'b', order: { title: 'fridge', paid_fen: 200 } })
})

test('parts of one record are merged one by one', () => {
  const mine = { ...base, order: { title: 'two-door fridge', paid_fen: 100 } }
  const theirs = { ...base, order: { title: 'fridge', paid_fen: 200 } }
  expect(merge(base, mine, theirs).order).toEqual({ title: 'two-door fridge', paid_fen: 200 })
})

test('where both changed the same, what is typed here wins', () => {
  expect(merge(base, { ...base, statement: 'mine' }, { ...base, statement: 'theirs' }).statement).toBe('mine')
})

test('what one side removed stays removed', () => {
  const { statement: _removed, ...mine } = base
  expect(merge<object>(base, mine, base)).toEqual(mine)
})

test('lists are kept whole', () => {
  const mine = { ...base, remedies: [{ remedy: 'replace' }, { remedy: 'repair' }] }
  const theirs = { ...base, statement: 'b' }
  expect(merge(base, mine, theirs)).toEqual({ ...mine, statement: 'b' })
})

test('the order of names makes no difference', () => {
  expect(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true)
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(true)
  expect(same({ a: 1 }, { a: 2 })).toBe(false)
})
