import { expect, it } from 'vitest'
import { awaits } from './words'

const offer = { state: 'proposed', by: 'me', to: 'shop', proposed: false } as const

it('an offer waits for the other side alone', () => {
  expect(awaits(offer, 'shop')).toBe(true)
  expect(awaits(offer, 'me')).toBe(false)
  expect(awaits(offer, null)).toBe(false)
})

it('what the mediator proposes waits for both, and then for the other', () => {
  const proposal = { ...offer, proposed: true }
  expect([awaits(proposal, 'me'), awaits(proposal, 'shop')]).toEqual([true, true])
  const half = { ...proposal, accepted_by: 'me' }
  expect([awaits(half, 'me'), awaits(half, 'shop')]).toEqual([false, true])
})

it('what was settled or taken back waits for nobody', () => {
  for (const state of ['agreed', 'withdrawn', 'lapsed'] as const) expect(awaits({ ...offer, state }, 'shop')).toBe(false)
})
