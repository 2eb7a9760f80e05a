/**
 * Which row of a list that finds things is marked. Pure. What comes in late never moves the mark: Enter
 * takes what stood marked when it was pressed.
 */

/** After the words changed: the first that fits, and nothing where nothing does. */
export function firstOf(shown: readonly string[]): string | null {
  return shown[0] ?? null
}

/** After the list changed by itself: the mark stays where it was; it goes to the first only where there was none. */
export function keepMark(mark: string | null, shown: readonly string[]): string | null {
  if (mark === null) return firstOf(shown)
  return shown.includes(mark) ? mark : null
}

/** By the arrows, round and round. */
export function moveMark(mark: string | null, shown: readonly string[], by: number): string | null {
  if (shown.length === 0) return null
  const at = mark === null ? -1 : shown.indexOf(mark)
  if (at < 0) return (by > 0 ? shown[0] : shown.at(-1)) ?? null
  return shown[(at + by + shown.length) % shown.length] ?? null
}
