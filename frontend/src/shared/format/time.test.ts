import { expect, test } from 'vitest'
import { setLocale } from '../i18n'
import { clock, day, dayOf, dueMoment, dueShort, moment, plusDays } from './time'

await setLocale('zh-CN')

test('instants are read in Shanghai wherever the browser is', () => {
  expect(clock('2026-11-22T16:30:00Z')).toBe('00:30')
  expect(dayOf('2026-11-22T16:30:00Z')).toBe('2026-11-23')
  expect(moment('2026-11-22T06:05:00Z')).toContain('14:05')
})

test('a term of days ends at 24:00 of its last day, not at 00:00 of the next', () => {
  expect(dueMoment('2026-11-25T16:00:00Z', '2026-11-25', 'natural_days')).toBe('2026年11月25日 24:00')
  expect(dueShort('2026-11-25T16:00:00Z')).toBe('11月25日 24:00')
})

test('a term of hours ends at its hour', () => {
  expect(dueMoment('2026-11-25T06:30:00Z', '2026-11-25', 'hours')).toBe('11月25日 14:30')
  expect(dueShort('2026-11-25T06:30:00Z')).toBe('11月25日 14:30')
})

test('days are counted by the calendar', () => {
  expect(plusDays('2026-12-30', 3)).toBe('2027-01-02')
  expect(day('2026-02-28')).toBe('2026年2月28日')
})
