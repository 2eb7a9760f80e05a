import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/work'
import { Problem } from '@/shared/api'
import { t, textsReady } from '@/shared/i18n'
import { house, type Terms } from './terms'
import TermsPage from './TermsPage.vue'

const edition = { version: 'platform-2099.1', published_at: '2026-10-01T00:00:00Z', published_by: '', since: '2099-01-01', reasons: '', reasons_en: '', changes: [] }
const draft = { version: 3, numbers: { terms: {}, amounts: {} }, reasons: 'before', reasons_en: '', changed_at: '2026-10-01T00:00:00Z', changed_by: '' }
const terms: Terms = { version: 'platform-2026.1', in_force: '2020-01-01', notice_days: 7, holds_from: '2026-12-06', rows: [], numbers: draft.numbers, draft, editions: [edition] }
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const box = (name: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name })

beforeEach(async () => {
  vi.spyOn(house, 'terms').mockResolvedValueOnce(terms)
  await textsReady()
  render(TermsPage, { global: { plugins: [router], stubs: { UIcon: true } } })
  await fireEvent.update(await box(t('terms.reasons')), 'unsaved')
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('withdrawing what is coming leaves what was written, to be saved over the draft that it was written on', async () => {
  vi.spyOn(house, 'withdrawTerms').mockResolvedValueOnce({ ...terms, draft: { ...draft, version: 4, reasons: 'theirs' }, editions: [] })
  await fireEvent.update(await box(t('terms.why')), 'a mistake')
  await press(t('terms.withdraw'))
  await vi.waitFor(() => expect(screen.queryByRole('button', { name: t('terms.withdraw') })).toBeNull())
  expect((await box(t('terms.reasons'))).value).toBe('unsaved')
  const save = vi.spyOn(house, 'saveTerms').mockRejectedValueOnce(new Problem(412, { code: 'stale' }))
  await press(t('terms.save'))
  expect(save).toHaveBeenCalledWith(3, expect.objectContaining({ reasons: 'unsaved' }))
})

test('a discarding that is refused leaves what was written', async () => {
  vi.spyOn(house, 'discardTerms').mockRejectedValueOnce(new TypeError('fetch failed'))
  vi.mocked(house.terms).mockResolvedValueOnce(terms)
  await press(t('terms.discard'))
  await screen.findByText(t('common.problem.offline'))
  expect((await box(t('terms.reasons'))).value).toBe('unsaved')
})

test('what is discarded gives way to what is in force', async () => {
  vi.spyOn(house, 'discardTerms').mockResolvedValueOnce({ data: null } as never)
  vi.mocked(house.terms).mockResolvedValueOnce({ ...terms, draft: null })
  await press(t('terms.discard'))
  await vi.waitFor(async () => expect((await box(t('terms.reasons'))).value).toBe(''))
})
