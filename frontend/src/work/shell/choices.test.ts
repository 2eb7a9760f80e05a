import { expect, test } from 'vitest'
import { fitting, type ChoiceGroup } from './choices'

const choice = (label: string, words = '') => ({ id: label, label, words, icon: '', act: () => undefined })
const groups: ChoiceGroup[] = [
  { id: 'deeds', label: '', items: [choice('写内部备注'), choice('接办', '转交 hand over'), choice('Open My desk')] },
  { id: 'found', label: '', items: [choice('苎麻桌旗')], found: true },
]
const names = (typed: string) => fitting(groups, typed).flatMap((group) => group.items.map((item) => item.label))

test('two Chinese characters find what has them in its name or its other words', () => {
  expect(names('备注')).toEqual(['写内部备注', '苎麻桌旗'])
  expect(names('转交')).toEqual(['接办', '苎麻桌旗'])
})

test('every word must be there, whatever its case', () => {
  expect(names('desk OPEN')).toEqual(['Open My desk', '苎麻桌旗'])
  expect(names('desk never')).toEqual(['苎麻桌旗'])
})

test('nothing typed shows everything', () => {
  expect(names(' ')).toHaveLength(4)
})
