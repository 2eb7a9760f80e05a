/** Which rows of a long list are drawn. Rows have one height, so no measuring is needed. */

export interface Slice {
  from: number
  to: number
  /** Pixels left empty above and below, so that the scroll bar tells the truth. */
  above: number
  below: number
}

export interface Scroll {
  top: number
  height: number
  row: number
  count: number
}

const SPARE_ROWS = 8

export function sliceOf({ top, height, row, count }: Scroll): Slice {
  const first = Math.floor(Math.max(0, top) / row) - SPARE_ROWS
  const last = Math.ceil((Math.max(0, top) + height) / row) + SPARE_ROWS
  const to = Math.min(count, Math.max(0, last))
  const from = Math.min(to, Math.max(0, first))
  return { from, to, above: from * row, below: (count - to) * row }
}

/** Where to scroll so that row `index` is in full view; the present place when it is already. */
export function scrollTo(index: number, { top, height, row }: Scroll, head = 0): number {
  const y = index * row
  if (y < top) return y
  return y + row > top + height - head ? y + row - height + head : top
}
