import { dayOf, plusDays } from '@/shared/format/time'

export interface Moment {
  name: 'hour' | 'evening' | 'tomorrow' | 'monday'
  until: string
}

const HOUR_MS = 3_600_000

/** Moments until which one may put a dispute aside: ahead, and not past the end of a term. */
export function moments(now_ms: number, latest: string | null): Moment[] {
  const today = dayOf(now_ms)
  const at = (day: string, hour: string) => new Date(`${day}T${hour}:00:00+08:00`).toISOString()
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay()
  const all: Moment[] = [
    { name: 'hour', until: new Date(now_ms + HOUR_MS).toISOString() },
    { name: 'evening', until: at(today, '17') },
    { name: 'tomorrow', until: at(plusDays(today, 1), '09') },
    { name: 'monday', until: at(plusDays(today, ((8 - weekday) % 7) || 7), '09') },
  ]
  const ahead = all.filter(({ until }) => Date.parse(until) > now_ms + HOUR_MS / 2)
  return ahead.filter(({ until }) => !latest || Date.parse(until) <= Date.parse(latest))
}
