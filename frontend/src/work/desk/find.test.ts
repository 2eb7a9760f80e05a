import { describe, expect, it } from 'vitest'
import type { Reply } from './api'
import { byShortcut, excerpt, findReplies, pieces } from './find'

const reply = (title: string, text: string, shortcut?: string): Reply =>
  ({ id: title, kind: 'reply', title, text, shortcut, shared: true, empty: [], own_uses: 0, uses: 0 })

const all = [
  reply('问候', '您好，我是首问责任人。', 'hi'),
  reply('退款时间', '款项将原路退回，一般三天到账。', '退款'),
  reply('补充材料', '请补充商品照片，以便核对退款金额。', 'photo'),
]
const titles = (query: string) => findReplies(all, query).map((each) => each.title)

describe('finding a reply', () => {
  it('keeps the order of use where nothing is asked', () => {
    expect(titles('')).toEqual(['问候', '退款时间', '补充材料'])
  })

  it('finds two-character words in title, shortcut and text, the nearest first', () => {
    expect(titles('退款')).toEqual(['退款时间', '补充材料'])
    expect(titles('责任')).toEqual(['问候'])
    expect(titles('照片')).toEqual(['补充材料'])
  })

  it('asks for every word, whatever the width and case of its letters', () => {
    expect(titles('照片 金额')).toEqual(['补充材料'])
    expect(titles('照片 到账')).toEqual([])
    expect(titles('ＰＨＯ')).toEqual(['补充材料'])
    expect(titles('/HI')).toEqual(['问候'])
  })

  it('takes a shortcut only as a whole', () => {
    expect(byShortcut(all, 'Photo')?.title).toBe('补充材料')
    expect(byShortcut(all, 'phot')).toBeUndefined()
  })
})

it('marks what was looked for and what is still open', () => {
  expect(pieces('请{{调解员}}联系 (a+b)', '联系 a+b')).toEqual([
    { text: '请', kind: 'words' }, { text: '{{调解员}}', kind: 'open' }, { text: '联系', kind: 'hit' },
    { text: ' (', kind: 'words' }, { text: 'a+b', kind: 'hit' }, { text: ')', kind: 'words' },
  ])
})

it('shows the part of a long text that was looked for', () => {
  expect(excerpt('一二三四五六七八九十一二三四五\n退款', '退款')).toBe('…五六七八九十一二三四五 退款')
  expect(excerpt('退款', '退款')).toBe('退款')
})
