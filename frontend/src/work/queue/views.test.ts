import { expect, it } from 'vitest'
import { queryOf, wantedOf } from './views'

it('reads back what it wrote into the address', () => {
  const wanted = { view: 'missed', phase: 'first_response', query: '冰箱' } as const
  expect(wantedOf(queryOf(wanted))).toEqual(wanted)
})

it('opens the own view for an address that says nothing known', () => {
  expect(wantedOf({ view: 'nonsense', phase: '', q: ['  ', 'b'] })).toEqual({ view: 'mine' })
})
