/** Sessions laid out by day and hour. Days are civil days of Shanghai, `YYYY-MM-DD`; weeks begin on Monday. */
import { dayOf, plusDays } from '@/shared/format/time'
import type { CalendarSlot } from '../api'

/** One session in a calendar, or one of the times asked for. */
export interface Entry {
  id: string
  dispute: string
  number: string
  /** What the dispute is about. */
  title: string
  /** Who comes. */
  who: string
  way: string
  starts_at: string
  ends_at: string
  state: string
}

/** What of a desk's calendar one line says; to a registrar also who mediates. */
export function entryOf(slot: CalendarSlot, named: boolean): Entry {
  const who = [...(named && slot.mediator ? [slot.mediator.name] : []), ...slot.parties]
  return { ...slot, id: `${slot.session} ${slot.starts_at}`, who: who.join(' · ') }
}

/** An entry within one day: minutes since midnight, and its place among those it overlaps. */
export interface Placed {
  entry: Entry
  from: number
  until: number
  lane: number
  lanes: number
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60
/** What an office shows even where nothing is planned. */
const FIRST_HOUR = 8
const LAST_HOUR = 19

/** The seven days of the week in which a day lies. */
export function weekOf(day: string): string[] {
  const monday = plusDays(day, -((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7))
  return Array.from({ length: 7 }, (_, n) => plusDays(monday, n))
}

/** What of the entries falls on a day, in order; whatever goes on past midnight is cut there. */
export function placedOn(day: string, entries: readonly Entry[]): Placed[] {
  const midnight = Date.parse(`${day}T00:00:00+08:00`)
  const minutes = (at: string) => Math.min(DAY_MINUTES, Math.max(0, (Date.parse(at) - midnight) / MINUTE_MS))
  const parts = entries
    .filter((each) => dayOf(each.starts_at) <= day && Date.parse(each.ends_at) > midnight)
    .map((entry) => ({ entry, from: minutes(entry.starts_at), until: minutes(entry.ends_at) }))
    .toSorted((a, b) => a.from - b.from || b.until - a.until)
  return inLanes(parts)
}

/** Those that overlap, directly or through others, share the width among them. */
function inLanes(parts: readonly { entry: Entry; from: number; until: number }[]): Placed[] {
  const placed: Placed[] = []
  let cluster: Placed[] = []
  let ends: number[] = []
  const close = () => {
    for (const one of cluster) one.lanes = ends.length
    cluster = []
    ends = []
  }
  for (const part of parts) {
    if (ends.length > 0 && part.from >= Math.max(...ends)) close()
    const free = ends.findIndex((end) => end <= part.from)
    const lane = free < 0 ? ends.length : free
    ends[lane] = part.until
    const one = { ...part, lane, lanes: 1 }
    cluster.push(one)
    placed.push(one)
  }
  close()
  return placed
}

/** From which hour to which a calendar is drawn: office hours, wider where something is planned. */
export function hoursOf(days: readonly Placed[][]): { first: number; last: number } {
  const all = days.flat()
  const first = Math.min(FIRST_HOUR, ...all.map((each) => Math.floor(each.from / 60)))
  const last = Math.max(LAST_HOUR, ...all.map((each) => Math.ceil(each.until / 60)))
  return { first, last }
}
