/**
 * What time it is for the service, which may be another than the browser's: a device's clock is
 * wrong, or a demonstration moves time. Every answer and every beat of the socket says it.
 */
import { shallowRef } from 'vue'

/** Less than this is the way through the network, and no other clock. */
const noticedMs = 2000

const aheadMs = shallowRef(0)

/** Notes what the service's clock has just said; nothing, or nonsense, changes nothing. */
export function noteServerTime(at: string | null | undefined): void {
  const ahead = Date.parse(at ?? '') - Date.now()
  if (Math.abs(ahead - aheadMs.value) >= noticedMs) aheadMs.value = Math.abs(ahead) < noticedMs ? 0 : ahead
}

/** The present instant in milliseconds. What is computed from it changes when the clocks are compared anew. */
export function now(): number {
  return Date.now() + aheadMs.value
}
