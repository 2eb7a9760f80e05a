import { beforeEach, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { drafts, Problem, type Draft, type DraftContent } from '@/shared/api'
import { me } from '@/shared/session'
import { isEmpty, toContent, toForm } from './form'
import { forget, keep, recall } from './keep'
import { useFiling, type Filing } from './useFiling'
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

test('a first save whose answer was lost is asked for again, and what was typed since follows', async () => {
  me.value = { ...me.value, person: { id: 'p1', name: '甲' } as NonNullable<typeof me.value.person> }
  const draft = (content: DraftContent, version: number) => ({ id: 'd1', version, content, evidence: [], missing: [] }) as unknown as Draft
  const create = vi.spyOn(drafts, 'create').mockRejectedValueOnce(new Problem(0, { code: 'offline' })).mockImplementation(async (content) => draft(content, 1))
  const put = vi.spyOn(drafts, 'put').mockImplementation(async (_id, version, content) => draft(content, version + 1))
  const scope = effectScope()
  const filing = scope.run(useFiling) as Filing
  filing.form.statement = '壶嘴漏水'
  await expect(filing.save()).rejects.toThrow()
  filing.form.statement = '壶嘴漏水，壶底有裂纹'
  await filing.save()
  expect(create.mock.calls[1]).toEqual(create.mock.calls[0])
  expect(put.mock.calls).toEqual([['d1', 1, { statement: '壶嘴漏水，壶底有裂纹' }]])
  expect(filing.state.value).toBe('saved')
  scope.stop()
})
