import { expect, test } from 'vitest'
import { isCreditCode, normalCreditCode } from './creditCode'

test.each(['91350100M000100Y43', ' 9135 0100-m000100y43 ', '９１３５０１００Ｍ０００１００Ｙ４３'])('%s is a credit code', (code) => {
  expect(isCreditCode(code)).toBe(true)
})

test.each(['91350100M000100Y44', '91350100M000100Y4', '91350100I000100Y43', '', '000000000000000001'])('%s is none', (code) => {
  expect(isCreditCode(code)).toBe(false)
})

test('two signs changed places are found', () => {
  expect(isCreditCode('91530100M000100Y43')).toBe(false)
})

test('a code is written in half-width capitals', () => {
  expect(normalCreditCode(' 9135 0100-m000100y43')).toBe('91350100M000100Y43')
})
