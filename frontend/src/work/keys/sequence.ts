/** Reads single keys and `g`-sequences. Pure: time and state are handed in. */

/** What the reader remembers between two keys. */
export interface Pending {
  first: string
  at_ms: number
}

export interface Read {
  /** `j`, `?`, or a sequence such as `g m`; null when nothing is meant yet. */
  keys: string | null
  pending: Pending | null
}

const STARTERS = new Set(['g'])
const WAIT_MS = 1200

/** Takes one key and tells what it completes. */
export function readKey(pending: Pending | null, key: string, now_ms: number): Read {
  if (pending && now_ms - pending.at_ms <= WAIT_MS) {
    return { keys: `${pending.first} ${key}`, pending: null }
  }
  if (STARTERS.has(key)) return { keys: null, pending: { first: key, at_ms: now_ms } }
  return { keys: key, pending: null }
}

/** Whether keys typed there are text, so that no shortcut may take them. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
