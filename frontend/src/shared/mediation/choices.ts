/** The bodies that may be asked to mediate, in the order in which they are shown. */
import type { MediationBody } from '../api'

export function canAsk(body: MediationBody): boolean {
  return body.askable && body.door.state !== 'closed'
}

/** Those that can be asked first, and among them those that close nothing before those that do. */
export function inOrder(bodies: readonly MediationBody[]): MediationBody[] {
  return bodies.toSorted((a, b) => rank(a) - rank(b))
}

function rank(body: MediationBody): number {
  return canAsk(body) ? body.door.closes.length : 100
}
