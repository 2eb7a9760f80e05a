/** Times of sessions: said with their weekday, and typed as people here live them. */
import type { MediationSession } from '../api'
import { clock, dayOf, longDay } from '../format/time'

/** `2026年12月1日星期二 14:00–15:00` */
export function span(from: string, to: string): string {
  return `${longDay(dayOf(from))} ${clock(from)}–${clock(to)}`
}

/** What a box for date and time holds (`2026-12-01T14:00`), as an instant; null when it is none. */
export function fromBox(typed: string): string | null {
  const at = new Date(`${typed}:00+08:00`)
  return typed === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** An instant, as such a box holds it. */
export function toBox(at: string): string {
  const hours = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return `${dayOf(at)}T${hours.format(new Date(at))}`
}

/** Whether the reader is still to say which times suit. */
export function asksReader(sessions: readonly MediationSession[]): boolean {
  return sessions.some((one) => one.state === 'proposed' && one.attendees.some((each) => each.you && !each.answered))
}

/** The session that comes next, or goes on: one with a time before any that still waits for one. */
export function nextSession(sessions: readonly MediationSession[]): MediationSession | undefined {
  const fixed = sessions.filter((one) => one.state === 'fixed').toSorted((a, b) => (a.starts_at ?? '').localeCompare(b.starts_at ?? ''))
  return fixed[0] ?? sessions.find((one) => one.state === 'proposed')
}
