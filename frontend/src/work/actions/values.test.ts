import { describe, expect, it } from 'vitest'
import { stepOf, stepsOf } from './steps'
import { bodyOf, faultsOf, withPhrase } from './values'

const fieldsOf = (verb: Parameters<typeof stepOf>[0]) => stepOf(verb)?.fields ?? []

describe('a step’s form', () => {
  it('asks for finding and next step before an answer counts', () => {
    expect(faultsOf(fieldsOf('answer'), { finding: ' ' })).toEqual({ finding: 'missing', next_step: 'missing' })
  })

  it('does not take a phrase for an answer while its places are open', () => {
    const values = { finding: '已核对订单：【查明的事实】。', next_step: '请商家在 12 月 1 日前提出方案。' }
    expect(faultsOf(fieldsOf('answer'), values)).toEqual({ finding: 'unfilled' })
  })

  it('sends lists as lists, decisions as booleans, and nothing empty', () => {
    expect(bodyOf(fieldsOf('ask_material'), { items: ' 发票 \n\n签收照片\n', note: '' })).toEqual({ items: ['发票', '签收照片'] })
    expect(bodyOf(fieldsOf('decide_appeal'), { upheld: 'false', reasons: '理由' })).toEqual({ upheld: false, reasons: '理由' })
    expect(bodyOf(fieldsOf('refuse'), { ground: 'rej_other', reasons: '理由', sure: 'yes' })).toEqual({ ground: 'rej_other', reasons: '理由' })
  })

  it('sends the answer without what the server knows by itself', () => {
    const values = { name: '刘敏', finding: '已查明', next_step: '已安排', claim_proved: 'yes' }
    expect(bodyOf(fieldsOf('answer'), values)).toEqual({ finding: '已查明', next_step: '已安排', claim_proved: true })
  })

  it('wants a refusal to be confirmed', () => {
    expect(faultsOf(fieldsOf('refuse'), { ground: 'rej_other', reasons: '理由' })).toEqual({ sure: 'missing' })
  })
})

it('puts a phrase behind what is there and marks its open place', () => {
  const { text, from, to } = withPhrase('已联系双方。\n', '请商家在【日期】前答复。')
  expect(text).toBe('已联系双方。\n请商家在【日期】前答复。')
  expect(text.slice(from, to)).toBe('【日期】')
})

it('offers only what the server allows, the most usual first', () => {
  expect(stepsOf(['take_over', 'sign', 'answer']).map((step) => step.verb)).toEqual(['answer', 'take_over'])
})
