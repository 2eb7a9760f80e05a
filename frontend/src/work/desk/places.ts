/** Places in a text that must be filled before it goes to anybody: `{{消费者}}` or `{{consumer}}`. */

const PLACE = /\{\{([^{}]*)\}\}/g

/** The names of the places still open, each once. */
export function openPlaces(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map((match) => match[0]))]
}

/** Where the first open place is, to be marked in its box. */
export function firstPlace(text: string): { from: number; to: number } | null {
  const found = new RegExp(PLACE.source).exec(text)
  return found ? { from: found.index, to: found.index + found[0].length } : null
}

/**
 * A shortcut before the caret, `;thanks` or `；谢谢`, and where it stands: with the blank that ends it, or
 * without one where another key ends it.
 */
export function typedShortcut(before: string, ended = false): { shortcut: string; from: number } | null {
  const text = ended ? `${before} ` : before
  const match = /(?:^|\s)[;；]([^\s;；]{1,20})[ 　\n]$/u.exec(text)
  if (!match?.[1]) return null
  return { shortcut: match[1], from: text.length - match[1].length - 2 }
}

/** Whether a slash was just typed where a word may begin; Chinese keyboards write another sign on the same key. */
export const asksForReply = (before: string) => /(?:^|\s)[/／]$/u.test(before) || before === '、'

/** The beginning of a colleague's name behind an `@` at the end of the text. */
export function typedMention(text: string): { begun: string; from: number } | null {
  const match = /[@＠]([^\s@＠]{0,12})$/u.exec(text)
  return match ? { begun: match[1] ?? '', from: match.index } : null
}
