import { expect, it } from 'vitest'
import { groupOf } from './facts'

it('files facts under what they are about', () => {
  expect(groupOf('offered')).toBe('offers')
  expect(groupOf('evidence_submitted')).toBe('evidence')
  expect(groupOf('delivered')).toBe('told')
})

it('shows a fact it does not know among the steps rather than nowhere', () => {
  expect(groupOf('something_new')).toBe('steps')
})
