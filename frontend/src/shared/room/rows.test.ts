import { expect, test } from 'vitest'
import type { RoomItem } from '../realtime'
import { rows } from './rows'

function message(key: string, at: string, person: string): RoomItem {
  return {
    kind: 'message',
    key,
    seq: 1,
    at,
    by: { person, seat: 'consumer', name: person },
    mine: false,
    message: { id: key, client_id: key, body: key, version: 1, edited: false, redacted: false, attachments: [] },
    delivery: 'sent',
    error: null,
    aside: false,
    readBy: [],
  }
}

test('each day begins with its date, in Shanghai', () => {
  const shown = rows([message('a', '2026-11-22T15:59:00Z', 'x'), message('b', '2026-11-22T16:01:00Z', 'x')])
  expect(shown.map((row) => (row.kind === 'day' ? row.day : row.key))).toEqual(['2026-11-22', 'a', '2026-11-23', 'b'])
})

test('an author is named again after a while, after somebody else, and on a new day', () => {
  const shown = rows([
    message('a', '2026-11-22T03:00:00Z', 'x'),
    message('b', '2026-11-22T03:01:00Z', 'x'),
    message('c', '2026-11-22T03:02:00Z', 'y'),
    message('d', '2026-11-22T03:20:00Z', 'y'),
  ])
  expect(shown.flatMap((row) => (row.kind === 'item' ? [row.follows] : []))).toEqual([false, true, false, false])
})

test('in a room of few it is said again and again who can see it', () => {
  const many = Array.from({ length: 7 }, (_, n) => message(`m${n}`, '2026-11-22T03:00:00Z', 'x'))
  const kinds = rows(many, 3).map((row) => row.kind)
  expect(kinds).toEqual(['day', 'item', 'item', 'item', 'label', 'item', 'item', 'item', 'label', 'item'])
  expect(rows(many).some((row) => row.kind === 'label')).toBe(false)
})
