import type { QueueRow } from './api'

/** What the list becomes when the server's first page is read again. */
export interface Merged {
  rows: QueueRow[]
  /** Disputes of the page that the list has not seen: they are offered, never pushed in. */
  fresh: string[]
}

/** Renews rows where they stand: nothing moves under the reader's hand. */
export function mergeRows(rows: QueueRow[], page: QueueRow[]): Merged {
  const renewed = new Map(page.map((row) => [row.id, row]))
  const known = new Set(rows.map((row) => row.id))
  return {
    rows: rows.map((row) => renewed.get(row.id) ?? row),
    fresh: page.filter((row) => !known.has(row.id)).map((row) => row.id),
  }
}

/** Adds the next page; a row that moved between two pages is not shown twice. */
export function appendRows(rows: QueueRow[], page: QueueRow[]): QueueRow[] {
  const known = new Set(rows.map((row) => row.id))
  return [...rows, ...page.filter((row) => !known.has(row.id))]
}
