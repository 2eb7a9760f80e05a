import { expect, it } from 'vitest'
import { useSelection } from './useSelection'

const shown = ['a', 'b', 'c', 'd']

it('picks from the last picked row to the one under the hand', () => {
  const selection = useSelection(() => shown)
  selection.pick('b')
  selection.pick('d', true)
  expect([...selection.picked.value]).toEqual(['b', 'c', 'd'])
  selection.pick('c')
  expect([...selection.picked.value]).toEqual(['b', 'd'])
})

it('picks everything shown, and nothing again', () => {
  const selection = useSelection(() => shown)
  selection.toggleAll()
  expect(selection.all.value).toBe(true)
  selection.toggleAll()
  expect(selection.picked.value.size).toBe(0)
})
