import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/work'
import type { EditionPreview } from '@/shared/api'
import { t, textsReady } from '@/shared/i18n'
import { admin } from '../api'
import CalendarPage from './CalendarPage.vue'

const preview = { year: 2027, revision: 1, papers: [], days: [], moved: [], moved_count: 0, settled_count: 0 } as unknown as EditionPreview
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const text = () => screen.findByRole<HTMLTextAreaElement>('textbox')
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name })

beforeEach(async () => {
  vi.spyOn(admin, 'calendar').mockResolvedValue({ items: [] })
  await textsReady()
  render(CalendarPage, { global: { plugins: [router], stubs: { UIcon: true } } })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** Writes and looks; the answer comes after `meanwhile`. */
async function look(meanwhile: () => Promise<unknown>): Promise<void> {
  let answer = () => {}
  vi.spyOn(admin, 'previewCalendar').mockReturnValue(new Promise((resolve) => (answer = () => resolve(preview))))
  await fireEvent.update(await text(), 'old')
  await fireEvent.click(button(t('calendar.look')))
  await meanwhile()
  answer()
  await vi.waitFor(() => expect(button(t('calendar.look')).disabled).toBe(false))
}

test('only what was looked at is taken in', async () => {
  await look(async () => {})
  expect(button(t('calendar.take')).disabled).toBe(false)
  await fireEvent.update(await text(), 'new')
  expect(button(t('calendar.take')).disabled).toBe(true)
})

test('a preview of what was written before shows nothing', async () => {
  await look(async () => fireEvent.update(await text(), 'new'))
  expect(button(t('calendar.take')).disabled).toBe(true)
})
