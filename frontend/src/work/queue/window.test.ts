import { describe, expect, it } from 'vitest'
import { scrollTo, sliceOf } from './window'

const place = { top: 0, height: 600, row: 60, count: 1000 }

describe('the drawn part of a long list', () => {
  it('keeps the full height whatever is drawn', () => {
    for (const top of [0, 59, 6_000, 59_400, 90_000]) {
      const { from, to, above, below } = sliceOf({ ...place, top })
      expect(above + (to - from) * 60 + below).toBe(60_000)
    }
  })

  it('draws every row that can be seen', () => {
    const { from, to } = sliceOf({ ...place, top: 6_030 })
    expect(from).toBeLessThanOrEqual(100)
    expect(to).toBeGreaterThanOrEqual(111)
    expect(to - from).toBeLessThan(40)
  })

  it('draws nothing of nothing', () => {
    expect(sliceOf({ ...place, count: 0 })).toEqual({ from: 0, to: 0, above: 0, below: 0 })
  })

  it('scrolls no further than needed', () => {
    expect(scrollTo(3, place)).toBe(0)
    expect(scrollTo(12, place)).toBe(180)
    expect(scrollTo(12, place, 37)).toBe(217)
    expect(scrollTo(2, { ...place, top: 600 })).toBe(120)
  })
})
