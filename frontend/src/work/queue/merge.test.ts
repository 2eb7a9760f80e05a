import { expect, it } from 'vitest'
import type { QueueRow } from './api'
import { appendRows, mergeRows } from './merge'

function row(id: string, title = id): QueueRow {
  return {
    id, title, number: id, category: 'quality', phase: 'negotiation', missed: false, breached: false, reopened: false, tags: [], followed: false, claim_fen: 1,
    merchant: 'm', consumer: 'c', turn: [], updated_at: '', filed_at: '', unread: 0,
  }
}

it('renews rows where they stand and only counts newcomers', () => {
  const shown = [row('a'), row('b'), row('c')]
  const merged = mergeRows(shown, [row('new'), row('c', 'changed'), row('a', 'changed too')])
  expect(merged.rows.map(({ id, title }) => `${id} ${title}`)).toEqual(['a changed too', 'b b', 'c changed'])
  expect(merged.fresh).toEqual(['new'])
})

it('shows a row once, though it moved between two pages', () => {
  expect(appendRows([row('a'), row('b')], [row('b'), row('c')]).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})
