import { expect, it } from 'vitest'
import { asksForReply, firstPlace, openPlaces, typedMention, typedShortcut } from './places'

it('names each open place once, whatever it is called', () => {
  expect(openPlaces('{{消费者}}您好，{{order}}和{{消费者}}')).toEqual(['{{消费者}}', '{{order}}'])
  expect(openPlaces('没有 { } 的话')).toEqual([])
  expect(firstPlace('请在{{那天}}前')).toEqual({ from: 2, to: 8 })
})

it('takes a slash for a question after replies in an empty box and behind a blank only', () => {
  for (const text of ['/', '、', '／', '您好 /', '您好\n/']) expect(asksForReply(text)).toBe(true)
  for (const text of ['', '1/', '您好、', 'https:/', '//']) expect(asksForReply(text)).toBe(false)
})

it('reads a shortcut that stands before the caret', () => {
  expect(typedShortcut(';退款 ')).toEqual({ shortcut: '退款', from: 0 })
  expect(typedShortcut('您好 ；hi\n')).toEqual({ shortcut: 'hi', from: 3 })
  expect(typedShortcut('您好;hi ')).toBeNull()
  expect(typedShortcut(';hi')).toBeNull()
  expect(typedShortcut(';hi', true)).toEqual({ shortcut: 'hi', from: 0 })
})

it('reads the beginning of a name behind an at', () => {
  expect(typedMention('请@王')).toEqual({ begun: '王', from: 1 })
  expect(typedMention('请＠')).toEqual({ begun: '', from: 1 })
  expect(typedMention('a@b.example ')).toBeNull()
})
