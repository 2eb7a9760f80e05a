import { describe, expect, it } from 'vitest'
import { isTyping, readKey } from './sequence'

describe('reading keys', () => {
  it('waits after g and joins what follows', () => {
    const first = readKey(null, 'g', 1000)
    expect(first.keys).toBeNull()
    expect(readKey(first.pending, 'm', 1500)).toEqual({ keys: 'g m', pending: null })
  })

  it('forgets a g that nothing followed in time', () => {
    const first = readKey(null, 'g', 1000)
    expect(readKey(first.pending, 'm', 5000).keys).toBe('m')
  })

  it('reads a single key at once', () => {
    expect(readKey(null, 'j', 0)).toEqual({ keys: 'j', pending: null })
  })
})

it('leaves keys to whoever types', () => {
  const box = document.createElement('input')
  const tick = Object.assign(document.createElement('input'), { type: 'checkbox' })
  expect(isTyping(box)).toBe(true)
  expect(isTyping(document.createElement('textarea'))).toBe(true)
  expect(isTyping(tick)).toBe(false)
  expect(isTyping(document.body)).toBe(false)
})
