import { expect, it } from 'vitest'
import { moments } from './snooze'

const friday = Date.parse('2026-11-27T15:00:00+08:00')

it('offers moments ahead of now', () => {
  expect(moments(friday, null).map((one) => one.name)).toEqual(['hour', 'evening', 'tomorrow', 'monday'])
  expect(moments(friday, null).at(-1)?.until).toBe('2026-11-30T01:00:00.000Z')
  expect(moments(Date.parse('2026-11-27T18:00:00+08:00'), null).map((one) => one.name)).not.toContain('evening')
  const monday = moments(Date.parse('2026-11-30T08:00:00+08:00'), null).at(-1)
  expect(monday?.until).toBe('2026-12-07T01:00:00.000Z')
})

it('offers nothing past the end of a term', () => {
  expect(moments(friday, '2026-11-27T17:30:00+08:00').map((one) => one.name)).toEqual(['hour', 'evening'])
  expect(moments(friday, '2026-11-27T15:20:00+08:00')).toEqual([])
})
