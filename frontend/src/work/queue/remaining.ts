/** How far a deadline is, in the one unit that says it best. */
export interface Remaining {
  over: boolean
  unit: 'days' | 'hours' | 'minutes'
  n: number
  tone: 'over' | 'soon' | 'calm'
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** What is due within a working day is asked for attention. */
const SOON_MS = DAY

export function remainingOf(due_at: string, now_ms: number): Remaining {
  const left = Date.parse(due_at) - now_ms
  const size = Math.abs(left)
  const over = left < 0
  const tone = over ? 'over' : left <= SOON_MS ? 'soon' : 'calm'
  if (size >= 2 * DAY) return { over, tone, unit: 'days', n: Math.floor(size / DAY) }
  if (size >= HOUR) return { over, tone, unit: 'hours', n: Math.floor(size / HOUR) }
  return { over, tone, unit: 'minutes', n: Math.max(1, Math.floor(size / MINUTE)) }
}

const zone = 'Asia/Shanghai'
const dayStyle = { timeZone: zone, month: 'numeric', day: 'numeric', weekday: 'short' } as const
const clockStyle = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** The day and time of a deadline: everybody reads the same clock, and a day ends at 24:00. */
export function dayText(instant: string, language: string): string {
  const at = Date.parse(instant)
  const say = (style: Intl.DateTimeFormatOptions, when: number) => new Intl.DateTimeFormat(language, style).format(when)
  const clock = say(clockStyle, at)
  return clock === '00:00' ? `${say(dayStyle, at - 1)} 24:00` : `${say(dayStyle, at)} ${clock}`
}
