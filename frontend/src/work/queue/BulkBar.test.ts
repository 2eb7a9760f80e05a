import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/queue'
import '@/shared/i18n/areas/work'
import { toasts } from '@/kit/toast'
import { t, textsReady } from '@/shared/i18n'
import { many, tags, type BulkSheet } from './api'
import BulkBar from './BulkBar.vue'

const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const done = { items: [{ dispute: 'a', added: [], removed: [] }] } as unknown as BulkSheet
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

beforeEach(async () => {
  await textsReady()
  toasts.value = []
  vi.spyOn(tags, 'list').mockResolvedValue({ items: [] })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('what could not be taken back is not said to be undone, and is tried again as an undoing', async () => {
  const act = vi.spyOn(many, 'act').mockResolvedValueOnce(done).mockRejectedValueOnce(new TypeError('fetch failed')).mockResolvedValueOnce(done)
  render(BulkBar, { props: { picked: new Set(['a']), wanted: { view: 'all' }, numbers: new Map() }, global: { plugins: [router], stubs: { UIcon: true } } })
  await press(t('queue.bulk.snooze'))
  await press(t('queue.bulk.undo'))
  await screen.findByText(t('common.problem.offline'))
  expect(toasts.value).toEqual([])
  await press(t('queue.bulk.retry'))
  expect(act).toHaveBeenLastCalledWith(['a'], { what: 'snooze' }, expect.anything())
})

test('what was taken back is said to be undone', async () => {
  vi.spyOn(many, 'act').mockResolvedValue(done)
  render(BulkBar, { props: { picked: new Set(['a']), wanted: { view: 'all' }, numbers: new Map() }, global: { plugins: [router], stubs: { UIcon: true } } })
  await press(t('queue.bulk.snooze'))
  await press(t('queue.bulk.undo'))
  await vi.waitFor(() => expect(toasts.value.map((one) => one.text)).toEqual([t('queue.bulk.undone')]))
})
