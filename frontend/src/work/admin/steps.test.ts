import { expect, test } from 'vitest'
import { ROUTES } from '../routes'
import { placeOf, type Step } from './steps'

const KINDS: Step['kind'][] = ['password', 'platform', 'test_message', 'agent', 'totp_policy', 'rota', 'mediation_body', 'house_terms', 'merchants']

test('every step leads to a page that there is', () => {
  const names = ROUTES[0]?.children?.map((route) => route.name)
  const places = KINDS.map((kind) => placeOf(kind, 'id')).filter((place) => place !== null)
  expect(places).toHaveLength(7)
  for (const place of places) expect(names).toContain((place as { name: string }).name)
})
