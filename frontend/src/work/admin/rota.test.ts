import { expect, it } from 'vitest'
import { carried, EMPTY, faultOf, isOvernight, merged, turnsOn, uncovered, vacant, withDay, type Rota } from './rota'

const shift = { person: 'p', name: '刘敏', weekdays: [1, 3], from: '09:00', until: '18:00' }
const away = { person: 'p', name: '刘敏', from: '2026-10-12', until: '2026-10-16' }
const swap = { day: '2026-10-12', from: '09:00', giver: 'p', giver_name: '刘敏', taker: 'q', taker_name: '周芸', agreed_by: 'q', agreed_by_name: '周芸' }

it('keeps the days in the order of the week', () => {
  expect(withDay(shift, 2).weekdays).toEqual([1, 2, 3])
  expect(withDay(shift, 3).weekdays).toEqual([1])
})

it('says what is wrong with a shift', () => {
  expect(faultOf(shift)).toBeNull()
  expect(faultOf({ ...shift, person: '' })).toBe('person')
  expect(faultOf({ ...shift, weekdays: [] })).toBe('days')
  expect(faultOf({ ...shift, until: '9:00' })).toBe('hours')
  expect(faultOf({ ...shift, from: '24:00' })).toBe('hours')
  expect(faultOf({ ...shift, from: '21:00', until: '09:00' })).toBeNull()
  expect(faultOf({ ...shift, until: '24:00' })).toBeNull()
})

it('finds the days without anybody', () => {
  expect(uncovered([shift, { ...shift, weekdays: [6, 7] }])).toEqual([2, 4, 5])
})

it('knows a shift that runs through the night', () => {
  expect(isOvernight({ ...shift, from: '21:00', until: '06:00' })).toBe(true)
  expect(isOvernight({ ...shift, until: '24:00' })).toBe(false)
})

it('knows which turns begin on a day', () => {
  expect(turnsOn([shift], '2026-10-12')).toEqual([shift])
  expect(turnsOn([shift], '2026-10-13')).toEqual([])
  expect(turnsOn([shift], '')).toEqual([])
})

it('finds the days on which whoever should be there is away, unless somebody does it for them', () => {
  const rota: Rota = { ...EMPTY, items: [shift], absences: [away] }
  expect(vacant(rota, '2026-10-12', 7)).toEqual(['2026-10-12', '2026-10-14'])
  expect(vacant({ ...rota, swaps: [swap] }, '2026-10-12', 7)).toEqual(['2026-10-14'])
})

it('keeps what both administrators changed', () => {
  const other = { ...shift, person: 'q', name: '周芸' }
  const base: Rota = { ...EMPTY, items: [shift], version: 1 }
  const mine: Rota = { ...base, absences: [away] }
  const theirs: Rota = { ...base, items: [shift, other], swaps: [swap], version: 2 }
  expect(merged(base, mine, theirs)).toEqual({ ...theirs, absences: [away] })
  expect(merged(base, { ...base, items: [] }, theirs).items).toEqual([other])
  expect(merged(base, mine, { ...base, items: [], version: 2 }).items).toEqual([])
})

it('keeps what was written while it was being saved, each row in its place', () => {
  const other = { ...shift, person: 'q', name: '周芸' }
  const sent: Rota = { ...EMPTY, items: [shift, other], version: 1 }
  const saved: Rota = { ...sent, version: 2 }
  const mine: Rota = { ...sent, items: [{ ...shift, until: '20:00' }, other], absences: [away] }
  expect(carried(sent, sent, saved)).toBe(saved)
  expect(carried(sent, mine, saved)).toEqual({ ...mine, version: 2 })
  expect(carried({ ...sent, absences: [away] }, { ...mine, swaps: [swap] }, saved)).toEqual({ ...saved, items: [other, mine.items[0]], swaps: [swap] })
})
