import { beforeEach, expect, test } from 'vitest'
import type { DraftContent } from '@/shared/api'
import { isEmpty, toContent, toForm } from './form'
import { forget, keep, recall } from './keep'
import { categoryGroups, groupOf, lacks, stepOf } from './steps'

beforeEach(() => localStorage.clear())

test('only what was filled in is sent', () => {
  const form = toForm({})
  expect(isEmpty(toContent(form))).toBe(true)
  form.order.title = 'fridge'
  form.elsewhere.none = true
  expect(toContent(form)).toEqual({ order: { title: 'fridge' }, elsewhere: { none: true } })
})

test('a form shows again what was sent', () => {
  const content: DraftContent = { category: 'quality', merchant: { name: 'x' }, remedies: [{ remedy: 'refund_full', amount_fen: 100 }] }
  expect(toContent(toForm(content))).toEqual(content)
})

test('a fault leads to the step on which its field stands', () => {
  expect(stepOf('merchant.credit_code')).toBe('order')
  expect(stepOf('remedies.0.amount_fen')).toBe('want')
  expect(stepOf('statement')).toBe('what')
  expect(stepOf('rules_version')).toBe('review')
})

test('a step tells what it still needs', () => {
  const form = toForm({ remedies: [{ remedy: 'refund_full' }, { remedy: 'apology' }] })
  expect(lacks('what', form, () => true)).toEqual({ category: 'category', statement: 'statement' })
  expect(lacks('want', form, () => true)).toEqual({ 'remedies.0.amount_fen': 'amount' })
  expect(lacks('elsewhere', form, () => true)).toEqual({ elsewhere: 'elsewhere' })
  form.merchant.name = 'x'
  form.order.title = 'y'
  form.merchant.credit_code = 'wrong'
  expect(lacks('order', form, () => false)).toEqual({ 'merchant.credit_code': 'credit_code' })
})

test('every category stands in exactly one group', () => {
  const all = Object.values(categoryGroups).flat()
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(25)
  for (const category of all) expect(categoryGroups[groupOf(category) as keyof typeof categoryGroups]).toContain(category)
})

test('this device keeps a filing until it is forgotten', () => {
  const kept = { content: { statement: 'x' }, base: {} }
  keep(null, kept)
  keep('d1', { ...kept, base: { statement: 'y' } })
  expect(recall(null)).toEqual(kept)
  forget(null)
  expect(recall(null)).toBeNull()
  expect(recall('d1')?.base).toEqual({ statement: 'y' })
})

test('a spoilt copy on the device is as good as none', () => {
  localStorage.setItem('hejie.filing.new', '{"content":')
  expect(recall(null)).toBeNull()
})
