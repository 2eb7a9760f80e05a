import { expect, it } from 'vitest'
import type { MacroStep } from './api'
import { draftOf, faultsBySteps, stepOf } from './macros'

it('writes every kind of step as it was read', () => {
  const steps: MacroStep[] = [
    { step: 'reply', text: '{{消费者}}您好' }, { step: 'ask_material', items: ['照片', '发票'], note: '请尽快' }, { step: 'demand_evidence', items: ['发货记录'] },
    { step: 'tag', tag: 'a' }, { step: 'untag', tag: 'b' }, { step: 'assign' }, { step: 'assign', to: 'c', note: '请跟进' }, { step: 'note', text: '已联系' },
    { step: 'snooze', hours: 4 }, { step: 'follow' },
  ]
  expect(steps.map((step) => stepOf(draftOf(step)))).toEqual(steps)
})

it('leads each fault to its step', () => {
  expect(faultsBySteps({ 'steps.1.text': '必填', name: '必填', 'steps.3': '待填' })).toEqual(new Map([[1, '必填'], [3, '待填']]))
})
