/**
 * A text that is being written, kept on the server and on this device. Pure: what is to be done after
 * each word from the page, the server or another window.
 */
import type { Content } from './api'

/** What another window left there: its text, or nothing when it was sent or given up. */
export interface Clash {
  version: number
  content: Content | null
}

export interface Kept {
  /** What the box holds. */
  content: Content
  /** The server's version that this window last heard of; 0 when it keeps nothing. */
  version: number
  /** What that version said. */
  saved: string
  clash: Clash | null
}

export const nothing: Kept = { content: {}, version: 0, saved: '', clash: null }

/** The same content is the same text, in whatever order its parts were written. */
export function written(content: Content): string {
  const parts = Object.entries(content).filter(([, value]) => !isEmpty(value))
  return parts.length === 0 ? '' : JSON.stringify(Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1))))
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** Whether the server does not have what the box holds. */
export function isDirty(kept: Kept): boolean {
  return kept.clash === null && written(kept.content) !== kept.saved
}

/** Begins with what the server keeps and what this device had not brought there. */
export function begin(server: { content: Content; version: number } | null, device: { content: Content; version: number } | null): Kept {
  const base: Kept = server ? { ...nothing, content: server.content, version: server.version, saved: written(server.content) } : nothing
  if (!device || written(device.content) === base.saved) return base
  if (device.version === base.version) return { ...base, content: device.content }
  // Another device went on, or sent it, while this one had words that never left it.
  const clash = server ? { version: server.version, content: server.content } : { version: 0, content: null }
  return { content: device.content, version: device.version, saved: '', clash }
}

/** The server has kept `content` as that version. */
export function savedAs(kept: Kept, content: Content, version: number): Kept {
  return { ...kept, version, saved: written(content), clash: null }
}

/** Something was sent from here, and the server dropped its copy with it. What the box holds stays if it is not that. */
export function sentFrom(kept: Kept, sent: Content | null): Kept {
  return sent && written(kept.content) === written(sent) ? nothing : { ...nothing, content: kept.content }
}

/** What came back stands before what was begun since; `server` is how the server has joined them. */
export function backIn(kept: Kept, back: Content, server: { content: Content; version: number } | null): Kept {
  const content = joined(back, kept.content)
  if (kept.clash) return { ...kept, content, clash: server }
  return server ? { content, version: server.version, saved: written(server.content), clash: null } : { ...nothing, content }
}

/** What came back, and behind it what was begun meanwhile. */
export function joined(back: Content, begun: Content): Content {
  return { ...back, ...Object.fromEntries(Object.entries(begun).map(([name, value]) => [name, join(back[name], value)])) }
}

function join(before: unknown, since: unknown): unknown {
  if (isEmpty(since)) return before
  if (isEmpty(before)) return since
  if (Array.isArray(before) && Array.isArray(since)) return [...(before as unknown[]), ...(since as unknown[])]
  return typeof before === 'string' && typeof since === 'string' ? `${before}\n${since}` : since
}

/** Somebody was there first. The same words are no clash. */
export function clashed(kept: Kept, theirs: { content: Content; version: number } | null): Kept {
  if (theirs && written(theirs.content) === written(kept.content)) return savedAs(kept, theirs.content, theirs.version)
  return { ...kept, clash: theirs ? { version: theirs.version, content: theirs.content } : { version: 0, content: null } }
}

/** The person decided: the other text, or the one in this window over it. */
export function settle(kept: Kept, which: 'mine' | 'theirs'): Kept {
  if (!kept.clash) return kept
  const { content, version } = kept.clash
  const saved = content ? written(content) : ''
  if (which === 'theirs') return { content: content ?? {}, version, saved, clash: null }
  return { content: kept.content, version, saved, clash: null }
}
