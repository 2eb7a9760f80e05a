/** Finding a reply by what it is called, its shortcut and what it says. Pure. */
import type { Reply } from './api'

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** The words of a query; each must be found. Chinese has no blanks: what is written together is looked for together. */
export const termsOf = (query: string) => plain(query).split(/\s+/).filter(Boolean)

/** Those that fit, best first; the order of equals stays, so that what is used most stands first. */
export function findReplies(replies: readonly Reply[], query: string): Reply[] {
  const terms = termsOf(query)
  if (terms.length === 0) return [...replies]
  return replies
    .map((reply) => ({ reply, weight: Math.min(...terms.map((term) => weigh(reply, term))) }))
    .filter((each) => each.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((each) => each.reply)
}

function weigh(reply: Reply, term: string): number {
  const [shortcut, title] = [plain(reply.shortcut ?? ''), plain(reply.title)]
  const typed = term.replace(/^[;/]/, '')
  if (shortcut !== '' && shortcut === typed) return 5
  if (typed !== '' && shortcut.startsWith(typed)) return 4
  if (title.startsWith(term)) return 3
  if (title.includes(term) || (typed !== '' && shortcut.includes(typed))) return 2
  return plain(reply.text).includes(term) ? 1 : 0
}

/** The reply that is called by exactly that shortcut. */
export const byShortcut = (replies: readonly Reply[], shortcut: string) => replies.find((reply) => plain(reply.shortcut ?? '') === plain(shortcut))

export interface Piece {
  text: string
  kind: 'words' | 'hit' | 'open'
}

const PLACE = /(\{\{[^{}]*\}\})/

/** A text in pieces, with what was looked for and what is still open marked. */
export function pieces(text: string, query = ''): Piece[] {
  const terms = termsOf(query).sort((a, b) => b.length - a.length)
  const found = terms.length ? new RegExp(`(${terms.map((term) => term.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')).join('|')})`, 'i') : null
  return text.split(PLACE).flatMap((part, at): Piece[] => {
    if (at % 2 === 1) return [{ text: part, kind: 'open' }]
    const parts = found ? part.split(found) : [part]
    return parts.map((piece, n) => ({ text: piece, kind: n % 2 === 1 ? 'hit' : 'words' }))
  }).filter((piece) => piece.text !== '')
}

const AROUND = 12

/** The part of a text that holds what was looked for, on one line. */
export function excerpt(text: string, query: string): string {
  const line = text.replace(/\s+/g, ' ')
  const at = Math.min(...termsOf(query).map((term) => plain(line).indexOf(term)).filter((found) => found >= 0))
  return Number.isFinite(at) && at > AROUND ? `…${line.slice(at - AROUND)}` : line
}
