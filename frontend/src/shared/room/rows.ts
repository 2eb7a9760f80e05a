/** The lines of a room as they are shown: a day before the first item of each day, and now and then who can see them. */
import { dayOf } from '../format/time'
import type { RoomItem } from '../realtime'

export type Row = { kind: 'day'; key: string; day: string } | { kind: 'label'; key: string } | { kind: 'item'; key: string; item: RoomItem; follows: boolean }

const togetherMs = 5 * 60_000

/** `labelEvery`: after so many items it is said again who can see them; 0 for never. */
export function rows(items: readonly RoomItem[], labelEvery = 0): Row[] {
  const shown: Row[] = []
  let before: RoomItem | undefined
  for (const [at, item] of items.entries()) {
    if (labelEvery > 0 && at > 0 && at % labelEvery === 0) shown.push({ kind: 'label', key: `label ${item.key}` })
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
