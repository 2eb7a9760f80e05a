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

/** The day and time where the deadline lies: everybody reads the same clock. */
export function dayText(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(new Date(instant))
}
