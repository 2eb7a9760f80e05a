import { describe, expect, it } from 'vitest'
import { backoff } from './backoff'

describe('backoff', () => {
  it('doubles its ceiling up to twenty seconds and never tires', () => {
    const longest = [0, 1, 2, 5, 6, 50, 5000].map((failures) => backoff(failures, () => 1))
    expect(longest).toEqual([500, 1000, 2000, 16_000, 20_000, 20_000, 20_000])
  })

  it('spreads over the whole range below the ceiling', () => {
    expect(backoff(3, () => 0)).toBe(0)
    expect(backoff(3, () => 0.5)).toBe(2000)
  })
})
