import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { shops, type ShopList, type ShopPart, type ShopRow } from '@/shared/api'
import { noticesChanged } from '../live'
import { useShopList } from './useShopList'

let scope: EffectScope
let signals: AbortSignal[]
let answers: ((page: ShopList) => void)[]

beforeEach(() => {
  scope = effectScope()
  signals = []
  answers = []
  vi.spyOn(shops, 'list').mockImplementation((_shop, _query, signal) => {
    signals.push(signal!)
    return new Promise((answer) => answers.push(answer))
  })
})

afterEach(() => {
  scope.stop()
  vi.restoreAllMocks()
})

const settled = () => new Promise((done) => setTimeout(done))
const row = (id: string, title = id) => ({ id, title }) as ShopRow

async function answer(rows: ShopRow[], next: string | null, waiting: number): Promise<void> {
  answers.shift()?.({ items: rows, next_cursor: next, counts: { waiting } } as ShopList)
  await settled()
}

async function notice(): Promise<void> {
  noticesChanged.value += 1
  await settled()
}

const begin = () => scope.run(() => useShopList('s', ref<ShopPart>('waiting'), ref('')))!

test('whoever has read further keeps rows, ticks and place when a notice comes; what is known is renewed', async () => {
  const list = begin()
  await answer([row('a'), row('b')], 'p2', 4)
  void list.load(true)
  await answer([row('c')], 'p3', 4)
  list.choose('c', true)

  await notice()
  await answer([row('new'), row('a', 'moved')], 'p2', 5)
  expect(list.rows.value).toEqual([row('a', 'moved'), row('b'), row('c')])
  expect([...list.chosen.value]).toEqual(['c'])
  expect(list.cursor.value).toBe('p3')
  expect(list.counts.value?.waiting).toBe(5)
})

test('a notice does not break off what is being read, and is heard afterwards', async () => {
  const list = begin()
  await answer([row('a')], 'p2', 2)
  void list.load(true)
  await notice()
  expect(signals.at(-1)?.aborted).toBe(false)
  await answer([row('b')], null, 2)
  expect(list.rows.value).toEqual([row('a'), row('b')])
  await answer([row('a', 'moved')], 'p2', 3)
  expect(list.rows.value).toEqual([row('a', 'moved'), row('b')])
  expect(list.counts.value?.waiting).toBe(3)
  expect(answers).toEqual([])
})

test('the first page alone is read anew, and what left it is not ticked any more', async () => {
  const list = begin()
  await answer([row('a'), row('b')], null, 2)
  list.chooseAll(true)
  await notice()
  await answer([row('b')], null, 1)
  expect(list.rows.value).toEqual([row('b')])
  expect([...list.chosen.value]).toEqual(['b'])
})

test('a row that moved between two pages is shown once', async () => {
  const list = begin()
  await answer([row('a'), row('b')], 'p2', 3)
  void list.load(true)
  await answer([row('a', 'moved'), row('c')], null, 3)
  expect(list.rows.value).toEqual([row('a', 'moved'), row('b'), row('c')])
})
