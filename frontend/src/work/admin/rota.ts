import { call, type Problem } from '@/shared/api'
import type { components } from '@/shared/api/schema'
import type { Colleague } from '../api'

type Schemas = components['schemas']
export type Rota = Schemas['RotaView']
/** `until` at or before `from` means the next day. */
export type DutyShift = Rota['items'][number]
export type Absence = Rota['absences'][number]
export type Swap = Rota['swaps'][number]

/** What was added to a rota or removed from it. */
export type RotaChange = { change: 'added' | 'removed' } & ({ what: 'turn'; item: DutyShift } | { what: 'absence'; item: Absence } | { what: 'swap'; item: Swap })

/** What somebody else did to the rota meanwhile. */
export interface Overtaken {
  head: number
  by: string
  at: string | null
  changes: RotaChange[]
}

/** What is wrong with a shift, by the row's place in the list. */
export type ShiftFault = 'person' | 'days' | 'hours'

export const EMPTY: Rota = { items: [], absences: [], swaps: [], version: 0 }

export const duty = {
  show: async () => (await call<Rota>('GET', '/admin/duty')).data,
  set: async (rota: Rota, seen: number) =>
    (await call<Rota>('PUT', '/admin/duty', { body: written(rota), headers: { 'if-match': `"${seen}"` } })).data,
}

/** What the server takes: people by their ids alone. */
function written({ items, absences, swaps }: Rota) {
  return {
    items: items.map(({ person, weekdays, from, until }) => ({ person, weekdays, from, until })),
    absences: absences.map(({ person, from, until }) => ({ person, from, until })),
    swaps: swaps.map(({ day, from, giver, taker, agreed_by }) => ({ day, from, giver, taker, agreed_by })),
  }
}

/** What the refusal of a rota says that somebody else changed first. */
export function overtakenBy(problem: Problem): Overtaken | null {
  return problem.code === 'rota_overtaken' ? (problem.facts as unknown as Overtaken) : null
}

export function same(one: Rota, other: Rota): boolean {
  return JSON.stringify(written(one)) === JSON.stringify(written(other))
}

/** What was done to `base` here, done to what others made of it: nobody's change is lost. */
export function merged(base: Rota, mine: Rota, theirs: Rota): Rota {
  return {
    ...theirs,
    items: joined(base.items, mine.items, theirs.items),
    absences: joined(base.absences, mine.absences, theirs.absences),
    swaps: joined(base.swaps, mine.swaps, theirs.swaps),
  }
}

/** What was written here while `sent` was being saved, done to what the server made of it. */
export function carried(sent: Rota, mine: Rota, saved: Rota): Rota {
  if (same(sent, mine)) return saved
  // Rows stay in their places under the writer's hands, where the server answers what it was sent.
  return same(sent, saved) ? { ...saved, items: mine.items, absences: mine.absences, swaps: mine.swaps } : merged(sent, mine, saved)
}

function joined<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  // What people are called may have changed meanwhile; who they are counts.
  const key = (one: T) => JSON.stringify(Object.entries(one as object).filter(([name]) => !name.endsWith('name')).sort())
  const [had, have, there] = [base, mine, theirs].map((all) => new Set(all.map(key))) as [Set<string>, Set<string>, Set<string>]
  const kept = theirs.filter((one) => have.has(key(one)) || !had.has(key(one)))
  const added = mine.filter((one) => !had.has(key(one)) && !there.has(key(one)))
  return [...kept, ...added]
}

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

/** The turns that begin on a day, `YYYY-MM-DD`. */
export function turnsOn(shifts: readonly DutyShift[], day: string): DutyShift[] {
  const at = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return []
  return shifts.filter((shift) => shift.person && shift.weekdays.includes(at.getUTCDay() || 7))
}

const DAY_MS = 86_400_000

/** Coming days with turns that nobody does, since whoever should is away. */
export function vacant(rota: Rota, today: string, days = 14): string[] {
  const first = new Date(`${today}T00:00:00Z`).getTime()
  const ahead = Array.from({ length: days }, (_, n) => new Date(first + n * DAY_MS).toISOString().slice(0, 10))
  return ahead.filter((day) => {
    const turns = turnsOn(rota.items, day)
    const does = (turn: DutyShift) => rota.swaps.find((swap) => swap.day === day && swap.giver === turn.person && swap.from === turn.from)?.taker ?? turn.person
    const away = (person: string) => rota.absences.some((one) => one.person === person && one.from <= day && day <= one.until)
    return turns.length > 0 && turns.every((turn) => away(does(turn)))
  })
}

/** Whom to choose from; somebody who is chosen already stays on the list when they have left. */
export function namesOf(colleagues: readonly Colleague[], chosen: string, name: string): { value: string; label: string }[] {
  const items = colleagues.map((each) => ({ value: each.person, label: each.name }))
  return chosen && !items.some((one) => one.value === chosen) ? [...items, { value: chosen, label: name }] : items
}
