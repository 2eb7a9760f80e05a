/** The copy on this device: nothing typed is lost before login, off line, or by closing the page. */
import type { DraftContent, Id } from '@/shared/api'

export interface Kept {
  /** What the person sees. */
  content: DraftContent
  /** What the server last had, for merging; empty before the first save. */
  base: DraftContent
}

const prefix = 'hejie.filing.'
const unnamed = 'new'

export function keep(draft: Id | null, kept: Kept): void {
  try {
    localStorage.setItem(prefix + (draft ?? unnamed), JSON.stringify(kept))
  } catch {
    // Storage may be full or forbidden; the server then has the only copy.
  }
}

export function recall(draft: Id | null): Kept | null {
  try {
    const text = localStorage.getItem(prefix + (draft ?? unnamed))
    const kept: unknown = text === null ? null : JSON.parse(text)
    return isKept(kept) ? kept : null
  } catch {
    return null
  }
}

export function forget(draft: Id | null): void {
  try {
    localStorage.removeItem(prefix + (draft ?? unnamed))
  } catch {
    // Nothing was kept then.
  }
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'content' in value && 'base' in value
}
