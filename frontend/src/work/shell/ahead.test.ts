import { afterEach, expect, test, vi } from 'vitest'
import { keepAhead, takeAhead } from './ahead'

const heard = vi.fn()
const press = (key: string, more: KeyboardEventInit = {}) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))

afterEach(() => {
  takeAhead()
  removeEventListener('keydown', heard)
  heard.mockClear()
  vi.useRealTimers()
})

test('letters typed before the box is there are kept for it, and no shortcut hears them', () => {
  keepAhead()
  addEventListener('keydown', heard)
  for (const key of ['a', 'r', 'Backspace', 'b', 'Enter']) press(key)
  expect(heard).not.toHaveBeenCalled()
  expect(takeAhead()).toBe('ab')
  press('a')
  expect(heard).toHaveBeenCalledOnce()
})

test('keys with control go through, and Escape gives the keys back', () => {
  keepAhead()
  addEventListener('keydown', heard)
  press('k', { ctrlKey: true })
  press('Escape')
  expect(heard).toHaveBeenCalledTimes(2)
  press('a')
  expect(heard).toHaveBeenCalledTimes(3)
  expect(takeAhead()).toBe('')
})

test('a box that never comes gives the keys back', () => {
  vi.useFakeTimers()
  keepAhead()
  press('a')
  vi.advanceTimersByTime(3000)
  addEventListener('keydown', heard)
  press('a')
  expect(heard).toHaveBeenCalledOnce()
  expect(takeAhead()).toBe('')
})
