import { expect, it } from 'vitest'
import { contentOf, emptySheet, sheetOf, unreadable } from './content'

const sheet = {
  ...emptySheet(), name: '周女士', phone: '139 0000 2231', category: 'delivery', paid: '4299', elsewhere: 'court', case_number: '（2026）浙0106民初1号',
  wishes: [{ remedy: 'replace', amount: '' }, { remedy: 'damages', amount: '100.5' }, { remedy: '', amount: '9' }],
}

it('says money in fen and leaves out what is empty', () => {
  const content = contentOf(sheet)
  expect(content.order?.paid_fen).toBe(429_900)
  expect(content.remedies).toEqual([{ remedy: 'replace', amount_fen: undefined }, { remedy: 'damages', amount_fen: 10_050 }])
  expect(content.on_behalf).toEqual({ name: '周女士', phone: '13900002231' })
  expect(content.statement).toBeUndefined()
})

it('goes on where it was left', () => {
  const again = sheetOf(contentOf(sheet))
  expect(again).toMatchObject({ name: '周女士', paid: '4299.00', elsewhere: 'court', case_number: '（2026）浙0106民初1号' })
  expect(contentOf(again)).toEqual(contentOf(sheet))
})

it('names what cannot be read', () => {
  expect(unreadable({ ...sheet, phone: '123', wishes: [{ remedy: 'damages', amount: '一百' }] })).toEqual(['phone', 'amount_0'])
})
