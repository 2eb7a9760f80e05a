/** A sum in several payments, one a month; what does not divide evenly goes into the last. */
import type { Day } from '../api'

export function splitEvenly(amountFen: number, firstOn: Day, count: number): { amount_fen: number; due_on: Day }[] {
  const each = Math.floor(amountFen / count)
  return Array.from({ length: count }, (_, index) => ({
    amount_fen: index === count - 1 ? amountFen - each * (count - 1) : each,
    due_on: monthsLater(firstOn, index),
  }))
}

/** The same day of a later month, or that month's last. */
export function monthsLater(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
