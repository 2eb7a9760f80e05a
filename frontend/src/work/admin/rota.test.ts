import { expect, it } from 'vitest'
import { faultOf, isOvernight, uncovered, withDay } from './rota'

const shift = { person: 'p', name: '刘敏', weekdays: [1, 3], from: '09:00', until: '18:00' }

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
