import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/work'
import { toasts } from '@/kit/toast'
import { t, textsReady } from '@/shared/i18n'
import { house, type Organisation } from './house'
import OrganisationPage from './OrganisationPage.vue'

const shop: Organisation = { id: 'o', kind: 'merchant', name: 'Shop', active: true, people: 1, version: 1, can_change: true, can_staff: true }
const invitation = { id: 'i', contact_masked: 'a***@b.cn', roles: [], expires_at: '2026-10-12T00:00:00Z', sends: 1 }
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const name = () => screen.findByRole<HTMLInputElement>('textbox', { name: new RegExp(t('house.record.name')) })

beforeEach(async () => {
  toasts.value = []
  vi.spyOn(house, 'members').mockResolvedValue({ items: [], can_staff: true, roles: [] })
  vi.spyOn(house, 'invitations').mockResolvedValue({ items: [invitation] })
  vi.spyOn(house, 'resend').mockResolvedValue(invitation)
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:id', name: 'organisation', component: {} }, { path: '/', name: 'organisations', component: {} }] })
  await router.push('/o')
  await textsReady()
  vi.spyOn(house, 'organisation').mockResolvedValueOnce(shop)
  render(OrganisationPage, { global: { plugins: [router], stubs: { PolicySection: true, UIcon: true } } })
  await press(t('common.action.edit'))
  await fireEvent.update(await name(), 'Mine')
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('a reading that fails leaves the form that is open', async () => {
  vi.mocked(house.organisation).mockRejectedValueOnce(new TypeError('fetch failed'))
  await press(t('house.invite.again'))
  await vi.waitFor(() => expect(toasts.value.at(-1)?.text).toBe(t('common.problem.offline')))
  expect((await name()).value).toBe('Mine')
})

test('what is saved goes over the version that was written on, not over one that was read since', async () => {
  const change = vi.spyOn(house, 'change').mockResolvedValue(shop)
  vi.mocked(house.organisation).mockResolvedValue({ ...shop, name: 'Theirs', version: 2 })
  await press(t('house.invite.again'))
  await screen.findByRole('heading', { name: 'Theirs' })
  await press(t('common.action.save'))
  expect(change).toHaveBeenCalledWith('o', 1, expect.objectContaining({ name: 'Mine' }))
})
