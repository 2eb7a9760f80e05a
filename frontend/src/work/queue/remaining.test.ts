import { expect, it } from 'vitest'
import { dayText, remainingOf } from './remaining'

const now = Date.parse('2026-11-22T04:00:00Z')

it.each([
  ['2026-11-22T04:00:20Z', false, 'minutes', 1, 'soon'],
  ['2026-11-22T09:59:00Z', false, 'hours', 5, 'soon'],
  ['2026-11-23T16:00:00Z', false, 'hours', 36, 'calm'],
  ['2026-11-24T04:00:00Z', false, 'days', 2, 'calm'],
  ['2026-11-22T03:00:00Z', true, 'hours', 1, 'over'],
  ['2026-11-19T03:00:00Z', true, 'days', 3, 'over'],
] as const)('%s', (due, over, unit, n, tone) => {
  expect(remainingOf(due, now)).toEqual({ over, unit, n, tone })
})

it('says the end of a day as the law does', () => {
  expect(dayText('2026-11-23T16:00:00Z', 'zh-CN')).toBe('11/23周一 24:00')
  expect(dayText('2026-11-23T09:30:00Z', 'zh-CN')).toBe('11/23周一 17:30')
})
