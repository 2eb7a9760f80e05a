import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/work'
import { Problem } from '@/shared/api'
import { t, textsReady } from '@/shared/i18n'
import { staff } from '../api'
import DutyPage from './DutyPage.vue'
import { duty, EMPTY, type Rota } from './rota'

const turns = (weekdays: number[], version: number): Rota => ({ ...EMPTY, items: [{ person: 'p', name: '刘敏', weekdays, from: '09:00', until: '18:00' }], version })
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
const button = (name: string) => screen.findByRole('button', { name })
const press = async (name: string) => fireEvent.click(await button(name))
const day = (n: 2 | 4) => screen.findByRole('button', { name: new RegExp(t(`work.weekday.d${n}`)) })
const isOn = async (n: 2 | 4) => (await day(n)).getAttribute('aria-pressed')

/** An answer that waits until it is let go. */
function later<T>(value: T) {
  let go = () => {}
  return { answer: new Promise<T>((resolve) => (go = () => resolve(value))), go: () => go() }
}

beforeEach(async () => {
  vi.spyOn(staff, 'list').mockResolvedValue({ items: [] })
  vi.spyOn(duty, 'show').mockResolvedValueOnce(turns([1], 1))
  await textsReady()
  render(DutyPage, { global: { plugins: [router], stubs: { UIcon: true } } })
  await fireEvent.click(await day(2))
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('what is changed while the rota is being saved is kept, to be saved in its turn', async () => {
  const { answer, go } = later(turns([1, 2], 2))
  const set = vi.spyOn(duty, 'set').mockReturnValueOnce(answer)
  await press(t('common.action.save'))
  await fireEvent.click(await day(4))
  go()
  await button(t('work.duty.undo'))
  await vi.waitFor(async () => expect((await button(t('common.action.save'))).hasAttribute('disabled')).toBe(false))
  expect(await isOn(4)).toBe('true')
  set.mockResolvedValueOnce(turns([1, 2, 4], 3))
  await press(t('common.action.save'))
  expect(set).toHaveBeenLastCalledWith(expect.objectContaining({ items: turns([1, 2, 4], 2).items }), 2)
})

test('what is changed while the rota of somebody else is being read is kept', async () => {
  vi.spyOn(duty, 'set').mockRejectedValueOnce(new Problem(412, { code: 'rota_overtaken', facts: { head: 2, by: '', at: null, changes: [] } }))
  const { answer, go } = later(turns([1], 2))
  vi.mocked(duty.show).mockReturnValueOnce(answer)
  await press(t('common.action.save'))
  await press(t('duty.clash.join'))
  await fireEvent.click(await day(4))
  go()
  await vi.waitFor(() => expect(screen.queryByText(t('duty.clash.title'))).toBeNull())
  expect(await isOn(4)).toBe('true')
})
