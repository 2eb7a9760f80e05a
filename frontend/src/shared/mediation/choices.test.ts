import { expect, it } from 'vitest'
import type { MediationBody } from '../api'
import { canAsk, inOrder } from './choices'

const body = (name: string, state: string, closes: string[], askable = true) => ({ id: name, name, askable, door: { state, closes } }) as unknown as MediationBody

it('puts what closes nothing first, and what cannot be asked last', () => {
  const all = [
    body('trade', 'closed', []),
    body('association', 'open', ['bureau_complaint', 'entrusted_mediation']),
    body('platform', 'open', [], false),
    body('committee', 'unknown', []),
  ]
  expect(inOrder(all).map(({ name }) => name)).toEqual(['committee', 'association', 'trade', 'platform'])
  expect(inOrder(all).map(canAsk)).toEqual([true, true, false, false])
})
