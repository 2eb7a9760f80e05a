/** How long to wait before trying again: full jitter, so that a thousand browsers do not return at once. */

const baseMs = 500
const capMs = 20_000

/** The wait before attempt `failures + 1`, in milliseconds; `random` gives a number from 0 to 1. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(failures, 16))
  return Math.round(random() * ceiling)
}
