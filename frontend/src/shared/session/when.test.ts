import { expect, test } from 'vitest'
import { fromBox, toBox } from './when'

test('what is typed is the time in Shanghai, wherever the browser is', () => {
  expect(fromBox('2026-12-01T14:30')).toBe('2026-12-01T06:30:00.000Z')
  expect(toBox('2026-12-01T06:30:00Z')).toBe('2026-12-01T14:30')
  expect(toBox('2026-12-01T16:05:00Z')).toBe('2026-12-02T00:05')
})

test('what is no time is none', () => {
  expect(fromBox('')).toBeNull()
  expect(fromBox('morgen')).toBeNull()
})
