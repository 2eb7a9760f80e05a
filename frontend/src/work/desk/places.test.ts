import { expect, it } from 'vitest'
import { asksForReply, firstPlace, openPlaces, typedMention, typedShortcut } from './places'

it('finds what is still open, each once', () => {
  expect(openPlaces('{{消费者}}您好，请在{{截止时间}}前答复，{{消费者}}。')).toEqual(['{{消费者}}', '{{截止时间}}'])
  expect(openPlaces('没有空缺 {{')).toEqual([])
  expect(firstPlace('请在{{截止时间}}前')).toEqual({ from: 2, to: 10 })
})

it('knows a shortcut by its sign and the blank behind it', () => {
  expect(typedShortcut(';hello ')).toEqual({ shortcut: 'hello', from: 0 })
  expect(typedShortcut('您好 ；谢谢　')).toEqual({ shortcut: '谢谢', from: 3 })
  expect(typedShortcut('a;b ')).toBeNull()
  expect(typedShortcut(';hello')).toBeNull()
})

it('takes the key of the slash for one whatever the keyboard makes of it', () => {
  expect(['/', '、', '／'].every(asksForReply)).toBe(true)
  expect(asksForReply('和/或')).toBe(false)
})

it('sees a name that is begun', () => {
  expect(typedMention('请 @王')).toEqual({ begun: '王', from: 2 })
  expect(typedMention('＠')).toEqual({ begun: '', from: 0 })
  expect(typedMention('@王芳 已看')).toBeNull()
})
