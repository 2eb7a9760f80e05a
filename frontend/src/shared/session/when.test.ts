import { expect, test } from 'vitest'
import type { MediationSession } from '../api'
import { asksReader, fromBox, nextSession, toBox } from './when'

test('what is typed is the time in Shanghai, wherever the browser is', () => {
  expect(fromBox('2026-12-01T14:30')).toBe('2026-12-01T06:30:00.000Z')
  expect(toBox('2026-12-01T06:30:00Z')).toBe('2026-12-01T14:30')
  expect(toBox('2026-12-01T16:05:00Z')).toBe('2026-12-02T00:05')
})

test('what is no time is none', () => {
  expect(fromBox('')).toBeNull()
  expect(fromBox('morgen')).toBeNull()
})

test('what has a time comes before what waits for one, and a reader who has chosen is asked no more', () => {
  const attendee = (you: boolean, answered: boolean) => ({ name: '', you, answered })
  const session = (id: string, state: string, starts_at?: string, answered = true) => ({ id, state, starts_at, attendees: [attendee(true, answered), attendee(false, false)] }) as unknown as MediationSession
  const open = session('a', 'proposed', undefined, false)
  const all = [open, session('b', 'fixed', '2026-12-02T02:00:00Z'), session('c', 'fixed', '2026-12-01T02:00:00Z'), session('d', 'held', '2026-11-01T02:00:00Z')]
  expect(nextSession(all)?.id).toBe('c')
  expect(nextSession([open])?.id).toBe('a')
  expect(nextSession([])).toBeUndefined()
  expect(asksReader(all)).toBe(true)
  expect(asksReader([session('a', 'proposed')])).toBe(false)
})
