import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, expect, test, vi } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/work'
import { t, textsReady } from '@/shared/i18n'
import { house } from './house'
import OrganisationsPage from './OrganisationsPage.vue'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

test('a search that fails says so in the place of the list, and leaves the form that is open', async () => {
  const shop = { id: 'o', kind: 'merchant', name: 'Shop', active: true, people: 1, version: 1, can_change: true, can_staff: true }
  vi.spyOn(house, 'organisations').mockResolvedValueOnce({ items: [shop] }).mockRejectedValueOnce(new TypeError('fetch failed'))
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }, { path: '/:id', name: 'organisation', component: {} }] })
  await router.push('/?add=merchant')
  await textsReady()
  render(OrganisationsPage, { global: { plugins: [router], stubs: { UIcon: true } } })
  const name = () => screen.findByRole<HTMLInputElement>('textbox', { name: new RegExp(t('house.record.name')) })
  await fireEvent.update(await name(), 'Typed')
  await fireEvent.update(screen.getByRole('searchbox'), 'x')
  await screen.findByText(t('common.problem.offline'))
  expect((await name()).value).toBe('Typed')
  expect(screen.queryByText('Shop')).toBeNull()
})
