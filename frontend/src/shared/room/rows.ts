/** The lines of a room as they are shown: a day before the first item of each day. */
import { dayOf } from '../format/time'
import type { RoomItem } from '../realtime'

export type Row = { kind: 'day'; key: string; day: string } | { kind: 'item'; key: string; item: RoomItem; follows: boolean }

const togetherMs = 5 * 60_000

export function rows(items: readonly RoomItem[]): Row[] {
  const shown: Row[] = []
  let before: RoomItem | undefined
  for (const item of items) {
    const day = dayOf(item.at)
    if (!before || dayOf(before.at) !== day) shown.push({ kind: 'day', key: `day ${day} ${item.key}`, day })
    shown.push({ kind: 'item', key: item.key, item, follows: follows(before, item) })
    before = item
  }
  return shown
}

/** Whether a message belongs to the one before it, so that its author need not be named again. */
function follows(before: RoomItem | undefined, item: RoomItem): boolean {
  if (!before || before.kind !== 'message' || item.kind !== 'message') return false
  if (before.mine !== item.mine || before.by.person !== item.by.person || before.by.seat !== item.by.seat) return false
  return dayOf(before.at) === dayOf(item.at) && Date.parse(item.at) - Date.parse(before.at) < togetherMs
}
