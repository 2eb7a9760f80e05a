/** Instants and days as people here read them. The zone is always Asia/Shanghai. */
import { locale } from '../i18n'

export const zone = 'Asia/Shanghai'

type Style = 'moment' | 'brief' | 'day' | 'long_day' | 'clock' | 'short' | 'weekday'

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  moment: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  brief: { month: 'short', day: 'numeric' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  long_day: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  clock: { hour: '2-digit', minute: '2-digit' },
  short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'short' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** `2026年11月23日 18:00` */
export function moment(at: string): string {
  return format('moment').format(new Date(at))
}

/** `11月23日 18:00` */
export function shortMoment(at: string): string {
  return format('short').format(new Date(at))
}

/** `18:00` */
export function clock(at: string): string {
  return format('clock').format(new Date(at))
}

/** A civil day `YYYY-MM-DD`: `2026年11月23日`. */
export function day(date: string): string {
  return format('day').format(noon(date))
}

/** A civil day with its weekday. */
export function longDay(date: string): string {
  return format('long_day').format(noon(date))
}

/** A civil day without its year: `11月23日`. */
export function briefDay(date: string): string {
  return format('brief').format(noon(date))
}

/** The weekday of a civil day: `周一`. */
export function weekday(date: string): string {
  return format('weekday').format(noon(date))
}

/** The civil day of an instant, `YYYY-MM-DD`. */
export function dayOf(at: string | number | Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at))
}

/** The day `count` days after another. */
export function plusDays(date: string, count: number): string {
  const at = noon(date)
  at.setUTCDate(at.getUTCDate() + count)
  return dayOf(at)
}

/**
 * When a term runs out: the end of a day is said as the day and 24:00, which is how the law says
 * it, and not as 00:00 of the next.
 */
export function dueMoment(dueAt: string, dueOn: string, unit: string): string {
  return unit === 'hours' ? shortMoment(dueAt) : `${format('day').format(noon(dueOn))} 24:00`
}

/** The same where only the instant is known: midnight is the end of the day before. */
export function dueShort(dueAt: string): string {
  const before = new Date(Date.parse(dueAt) - 1)
  const midnight = dayOf(before) !== dayOf(dueAt)
  return midnight ? `${format('brief').format(before)} 24:00` : shortMoment(dueAt)
}

function noon(date: string): Date {
  return new Date(`${date}T12:00:00+08:00`)
}

function format(style: Style): Intl.DateTimeFormat {
  const name = `${locale.value} ${style}`
  const known = formats.get(name)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale.value, { ...styles[style], timeZone: zone, hourCycle: 'h23' })
  formats.set(name, made)
  return made
}
