import { expect, test } from 'vitest'
import type { Numbers, Terms } from './terms'
import { useTermsForm } from './termsForm'

const numbers = (count: number): Numbers => ({ terms: { first_response: { count, warn: 4, remind: [] } }, amounts: {} })

function terms(draft?: { version: number; count: number; reasons: string }): Terms {
  const kept = draft && { version: draft.version, numbers: numbers(draft.count), reasons: draft.reasons, reasons_en: '', changed_at: '', changed_by: '' }
  return { version: 'platform-2026.1', in_force: '2020-01-01', notice_days: 7, holds_from: '2026-12-06', rows: [], editions: [], numbers: numbers(24), draft: kept }
}

function begun() {
  const form = useTermsForm()
  form.fill(terms({ version: 3, count: 24, reasons: 'before' }))
  return form
}

test('an answer about something else leaves what was written, and the version that it was written on', () => {
  const form = begun()
  form.numbers.value = numbers(48)
  form.reasons.value = 'unsaved'
  form.refresh(terms({ version: 4, count: 30, reasons: 'theirs' }))
  expect(form.written()).toEqual({ numbers: numbers(48), reasons: 'unsaved', reasons_en: '' })
  expect(form.version.value).toBe(3)
})

test('where nothing was written, it shows the newest draft', () => {
  const form = begun()
  form.refresh(terms({ version: 4, count: 30, reasons: 'theirs' }))
  expect(form.written()).toEqual({ numbers: numbers(30), reasons: 'theirs', reasons_en: '' })
  expect(form.version.value).toBe(4)
})

test('what is written while it is being saved stays, over the version that was saved', () => {
  const form = begun()
  const sent = form.written()!
  form.reasons.value = 'before and since'
  form.settle(terms({ version: 4, count: 24, reasons: 'before' }), sent)
  expect(form.reasons.value).toBe('before and since')
  expect(form.version.value).toBe(4)
  form.reasons.value = 'before'
  form.refresh(terms({ version: 5, count: 24, reasons: 'theirs' }))
  expect(form.reasons.value).toBe('theirs')
})

test('after saving, it shows what the server made of it', () => {
  const form = begun()
  form.reasons.value = ' trimmed '
  form.settle(terms({ version: 4, count: 24, reasons: 'trimmed' }), form.written()!)
  expect(form.reasons.value).toBe('trimmed')
})

test('what was not in the draft that was published stays, for a new one', () => {
  const form = begun()
  form.reasons.value = 'not in it'
  form.settle(terms())
  expect(form.reasons.value).toBe('not in it')
  expect(form.version.value).toBe(0)
})
