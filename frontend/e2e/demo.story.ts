/** A person of each role logs in to the demonstration data and finds what waits for them. */
import { readFileSync } from 'node:fs'
import { desk, expect, expectAccessible, phone, test } from './support'
import type { Page } from '@playwright/test'

const logins = readFileSync(process.env.HEJIE_LOGINS ?? '../var/demo-logins.txt', 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))

function loginOf(role: string): { email: string; password: string } {
  const [, email = '', password = ''] = logins.find(([name]) => name === role) ?? []
  return { email, password }
}

async function logIn(page: Page, role: string): Promise<void> {
  const { email, password } = loginOf(role)
  const answer = await page.request.post('/api/v1/login/password', { data: { email, password } })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('a consumer finds her disputes on the phone and opens one', async ({ visitor }) => {
  const page = await visitor(phone)
  await logIn(page, 'consumer')
  await page.goto('/disputes')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectAccessible(page)
  const first = page.locator('a[href^="/disputes/"]').first()
  await first.click()
  await expect(page.getByText(/HJ-\d{4}-\d{6}-/).first()).toBeVisible()
  await expectAccessible(page)
})

test('an agent finds the queue on the desktop', async ({ visitor }) => {
  const page = await visitor(desk)
  await logIn(page, 'service_agent')
  await page.goto('/work')
  await expect(page.getByText(/HJ-\d{4}-\d{6}-/).first()).toBeVisible()
})

test('a stranger is told nothing of a dispute', async ({ visitor }) => {
  const page = await visitor(desk)
  await logIn(page, 'service_agent')
  const queue = await (await page.request.get('/api/v1/queue?view=all&limit=1')).json()
  const stranger = await visitor(phone)
  const asked = await stranger.request.get(`/api/v1/disputes/${queue.items[0].id}`)
  expect(asked.status()).toBe(401)
  await logIn(stranger, 'merchant')
  const other = await stranger.request.get('/api/v1/disputes/00000000-0000-7000-8000-000000000000')
  expect(other.status()).toBe(404)
})
