/** Puts what is new in front; both lists have the newest first and no item twice. */
export function withNewest<T extends { id: string }>(known: readonly T[], newest: readonly T[]): T[] {
  const ids = new Set(known.map((item) => item.id))
  return [...newest.filter((item) => !ids.has(item.id)), ...known]
}
