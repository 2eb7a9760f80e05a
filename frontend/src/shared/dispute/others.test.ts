import { expect, test } from 'vitest'
import type { DisputeView } from '@/shared/api'
import { othersThan } from './others'

const seen = (party: string | null) => ({
  you: { party, seat: 'consumer' },
  parties: [{ id: 'c', role: 'consumer', name: '林晓' }, { id: 'a', role: 'respondent', name: '青禾家居' }, { id: 'b', role: 'respondent', name: '临溪直播' }],
}) as unknown as DisputeView

test('a consumer who comes to terms with one of two ends it with the other', () => {
  expect(othersThan(seen('c'), ['c', 'a'])).toEqual(['临溪直播'])
  expect(othersThan(seen('c'), ['c', 'a', 'b'])).toEqual([])
})

test('a respondent and a mediator are not asked', () => {
  expect(othersThan(seen('a'), ['c', 'a'])).toEqual([])
  expect(othersThan(seen(null), ['c', 'a'])).toEqual([])
})
