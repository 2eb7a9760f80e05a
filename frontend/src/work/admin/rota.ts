import type { DutyShift } from '../api'

/** What is wrong with a shift, by the row's place in the list. */
export type ShiftFault = 'person' | 'days' | 'hours'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/

export function faultOf(shift: DutyShift): ShiftFault | null {
  if (!shift.person) return 'person'
  if (shift.weekdays.length === 0) return 'days'
  const ends = CLOCK.test(shift.until) || shift.until === '24:00'
  return CLOCK.test(shift.from) && ends ? null : 'hours'
}

/** Whether a shift ends on the day after it began. */
export function isOvernight({ from, until }: DutyShift): boolean {
  return until <= from
}

/** Turns one weekday (1 is Monday) on or off, keeping the week's order. */
export function withDay(shift: DutyShift, day: number): DutyShift {
  const has = shift.weekdays.includes(day)
  const weekdays = has ? shift.weekdays.filter((each) => each !== day) : [...shift.weekdays, day].sort((a, b) => a - b)
  return { ...shift, weekdays }
}

/** Weekdays on which nobody is on duty: disputes filed then wait for the first shift. */
export function uncovered(shifts: readonly DutyShift[]): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => !shifts.some((shift) => shift.weekdays.includes(day)))
}
