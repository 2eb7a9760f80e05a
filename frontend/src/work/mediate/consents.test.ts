import { expect, it } from 'vitest'
import { answerOf } from './consents'

it('tells who joined, who declined, who is awaited and whose time has passed', () => {
  expect(answerOf({ willing: true, takes_part: true })).toBe('joined')
  expect(answerOf({ willing: false, takes_part: false })).toBe('declined')
  expect(answerOf({ takes_part: true })).toBe('awaited')
  expect(answerOf({ takes_part: false })).toBe('silent')
})
