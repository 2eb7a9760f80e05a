import { describe, expect, it } from 'vitest'
import { entryOf, hoursOf, placedOn, weekOf, type Entry } from './week'

const entry = (id: string, starts_at: string, ends_at: string): Entry => ({ id, dispute: 'd', number: 'HJ', title: '', who: '', way: 'room', state: 'fixed', starts_at, ends_at })
const on = (id: string, from: string, until: string) => entry(id, `2026-11-25T${from}:00+08:00`, `2026-11-25T${until}:00+08:00`)

it('begins a week on Monday, also for a Sunday and over a new year', () => {
  expect(weekOf('2026-11-29')[0]).toBe('2026-11-23')
  expect(weekOf('2026-11-23')[0]).toBe('2026-11-23')
  expect(weekOf('2027-01-01')).toEqual(['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03'])
})

describe('a day', () => {
  it('counts in Shanghai, wherever the browser is', () => {
    const late = entry('a', '2026-11-24T16:30:00Z', '2026-11-24T17:00:00Z')
    expect(placedOn('2026-11-25', [late]).map(({ from, until }) => [from, until])).toEqual([[30, 60]])
    expect(placedOn('2026-11-24', [late])).toEqual([])
  })

  it('gives those that overlap a lane each, and the whole width to the rest', () => {
    const placed = placedOn('2026-11-25', [on('c', '10:00', '11:30'), on('a', '09:00', '10:30'), on('b', '09:00', '10:00'), on('d', '14:00', '15:00')])
    expect(placed.map(({ entry: { id }, lane, lanes }) => [id, lane, lanes])).toEqual([['a', 0, 2], ['b', 1, 2], ['c', 1, 2], ['d', 0, 1]])
  })

  it('lets one begin where another ends', () => {
    expect(placedOn('2026-11-25', [on('a', '09:00', '10:00'), on('b', '10:00', '11:00')]).map((each) => each.lanes)).toEqual([1, 1])
  })

  it('cuts at midnight what goes on into the next', () => {
    const night = entry('a', '2026-11-25T23:00:00+08:00', '2026-11-26T01:00:00+08:00')
    expect(placedOn('2026-11-25', [night])[0]?.until).toBe(24 * 60)
    expect(placedOn('2026-11-26', [night])[0]?.from).toBe(0)
  })
})

it('shows office hours, and more where something is planned', () => {
  expect(hoursOf([[]])).toEqual({ first: 8, last: 19 })
  expect(hoursOf([placedOn('2026-11-25', [on('a', '07:30', '08:00'), on('b', '19:00', '20:15')])])).toEqual({ first: 7, last: 21 })
})

it('tells a registrar who mediates, and a mediator who comes', () => {
  const slot = { session: 's', dispute: 'd', number: 'HJ', title: '', parties: ['林', '店'], mediator: { id: 'm', name: '安宁' }, way: 'room', state: 'fixed', starts_at: '', ends_at: '' } as const
  expect(entryOf({ ...slot, parties: [...slot.parties] }, true).who).toBe('安宁 · 林 · 店')
  expect(entryOf({ ...slot, parties: [...slot.parties] }, false).who).toBe('林 · 店')
})
