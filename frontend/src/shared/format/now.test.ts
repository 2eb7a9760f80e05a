import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed } from 'vue'
import { noteServerTime, now } from './now'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-22T01:00:00Z') })
})
afterEach(() => {
  noteServerTime(new Date().toISOString())
  vi.useRealTimers()
})

test('the page goes by the clock of the service', () => {
  const late = computed(() => now() > Date.parse('2026-11-23T00:00:00Z'))
  expect(late.value).toBe(false)
  noteServerTime('2026-12-01T08:00:00+08:00')
  expect(late.value).toBe(true)
  vi.advanceTimersByTime(60_000)
  expect(new Date(now()).toISOString()).toBe('2026-12-01T00:01:00.000Z')
})

test('a clock that is set back is followed', () => {
  noteServerTime('2026-12-01T00:00:00Z')
  noteServerTime('2026-11-22T01:00:00.300Z')
  expect(now()).toBe(Date.now())
})

test('neither the way through the network nor nonsense moves the clock', () => {
  for (const said of ['2026-11-22T00:59:59Z', '2026-11-22T01:00:01.5Z', 'soon', '', null, undefined]) noteServerTime(said)
  expect(now()).toBe(Date.now())
})
