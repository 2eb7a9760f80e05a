import { expect, test } from 'vitest'
import { factAt, withFact } from './facts'

test('a fact is found and set where its pointer leads', () => {
  const facts = withFact({ category: 'food' }, '/food/best_before', '2026-08-20')
  expect(facts).toEqual({ category: 'food', food: { best_before: '2026-08-20' } })
  expect(factAt(facts, '/food/best_before')).toBe('2026-08-20')
  expect(factAt(facts, '/food/made_on')).toBeUndefined()
  expect(factAt(facts, '/category/x')).toBeUndefined()
})

test('setting one fact leaves the others as they are', () => {
  const before = { food: { best_before: '2026-08-20' } }
  const after = withFact(before, '/food/against', 'operator')
  expect(after).toEqual({ food: { best_before: '2026-08-20', against: 'operator' } })
  expect(before).toEqual({ food: { best_before: '2026-08-20' } })
  expect(withFact(after, '/food/against', null)).toEqual(before)
})
