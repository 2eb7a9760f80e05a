/** Every page that no other story stops at, for everybody who may see it, in both languages, by day and by night. */
import { expect, test, type Page, type Person } from './support'
import { comeIn } from './steps/login'

const pages: { who?: string; at: 'phone' | 'desk'; paths: string[] }[] = [
  { at: 'phone', paths: ['/', '/law', '/login', '/login?way=email', '/r', '/no-such-page'] },
  { at: 'desk', paths: ['/rules'] },
  { who: 'lin@demo.example', at: 'phone', paths: ['/file', '/disputes', '/notices', '/account'] },
  { who: 'merchant', at: 'desk', paths: ['/disputes', '/account', '/shop?part=all'] },
  { who: 'service_agent', at: 'desk', paths: ['/work', '/work/file', '/work/notices', '/work/texts'] },
  { who: 'service_agent', at: 'phone', paths: ['/work'] },
  { who: 'administrator', at: 'desk', paths: ['/work/admin/outbox', '/work/admin/dead', '/work/admin/duty', '/work/admin/terms', '/work/admin/registry', '/work/admin/calendar', '/work/nothing'] },
  { who: 'administrator', at: 'desk', paths: ['/work/admin/audit', '/work/admin/health', '/work/admin/steps'] },
  { who: 'registrar', at: 'desk', paths: ['/work/cases?view=running', '/work/sessions', '/work/mediators', '/work/figures'] },
  { who: 'mediator', at: 'phone', paths: ['/work/cases?view=mine', '/work/sessions', '/work/figures'] },
]

for (const { who, at, paths } of pages) {
  test(`everybody can use ${paths.join(' ')} at the ${at}, as ${who ?? 'a stranger'}`, async ({ onPhone, atDesk }) => {
    const person = await (at === 'phone' ? onPhone() : atDesk())
    if (who) await comeIn(person, who)
    for (const path of paths) await visit(person, path)
  })
}

async function visit({ page, look }: Person, path: string): Promise<void> {
  await page.goto(path)
  await settle(page)
  await look()
  if (!path.startsWith('/work')) return
  // The desk keeps its switch of language in a menu.
  await page.evaluate(() => localStorage.setItem('hejie.locale', 'en'))
  await page.reload()
  await settle(page)
  await look()
  await page.evaluate(() => localStorage.setItem('hejie.locale', 'zh-CN'))
}

async function settle(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).or(page.getByText(/链接/)).first()).toBeVisible()
  await page.waitForLoadState('networkidle')
}
