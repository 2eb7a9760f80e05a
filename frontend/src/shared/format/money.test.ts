import { describe, expect, test } from 'vitest'
import { parseYuan, yuan, yuanDigits } from './money'

describe('what a person types as yuan', () => {
  test.each([
    ['299', 29900],
    ['299.5', 29950],
    ['1,299.05', 129905],
    ['￥１２９９', 129900],
    ['1299元', 129900],
    ['0.1', 10],
    ['.5', 50],
    ['8.', 800],
    ['1234567.89', 123456789],
  ])('%s is read to the fen', (text, fen) => {
    expect(parseYuan(text)).toBe(fen)
  })

  test.each([
    ['', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['-5', 'not_a_number'],
    ['1.2.3', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['1.999', 'too_many_decimals'],
    ['99999999999999', 'too_large'],
  ])('%s is refused', (text, why) => {
    expect(parseYuan(text)).toBe(why)
  })
})

test('fen are shown without passing through a fraction', () => {
  expect(yuan(129905)).toBe('¥1,299.05')
  expect(yuan(-5)).toBe('-¥0.05')
  expect(yuan(100000000000)).toBe('¥1,000,000,000.00')
  expect(yuanDigits(29)).toBe('0.29')
})

test('what is shown in an input reads back as the same amount', () => {
  for (const fen of [0, 1, 10, 99, 100, 57, 1_001, 110_029, 999_999_999]) expect(parseYuan(yuanDigits(fen))).toBe(fen)
})
