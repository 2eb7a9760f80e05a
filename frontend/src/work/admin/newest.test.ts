import { expect, it } from 'vitest'
import { withNewest } from './newest'

function list(ids: string): { id: string }[] {
  return [...ids].map((id) => ({ id }))
}

it('adds only what is new, in front, and keeps pages read earlier', () => {
  expect(withNewest(list('cba'), list('edc')).map(({ id }) => id).join('')).toBe('edcba')
  expect(withNewest([], list('ba'))).toEqual(list('ba'))
})
