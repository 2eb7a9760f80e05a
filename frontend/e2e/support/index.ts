/** What every story has at hand: pages that tell on foreign requests and errors, and axe. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test as plain, type BrowserContext, type BrowserContextOptions, type Page } from '@playwright/test'

export { expect }

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }

interface Fixtures {
  /** Opens a browser of one's own for a person of the story. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>
}

export const test = plain.extend<Fixtures>({
  visitor: async ({ browser, baseURL }, use, info) => {
    const contexts: BrowserContext[] = []
    const wrong: string[] = []
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options })
      contexts.push(context)
      const page = await context.newPage()
      watch(page, new URL(baseURL ?? '').origin, wrong)
      return page
    })
    for (const context of contexts) await context.close()
    if (info.status === info.expectedStatus) expect(wrong).toEqual([])
  },
})

/** Notes every request to another host, every error of a script, and every breach of the content security policy. */
function watch(page: Page, own: string, wrong: string[]): void {
  const socket = own.replace('http', 'ws')
  page.on('request', (request) => {
    const url = request.url()
    if (/^(?:data|blob):/.test(url) || url.startsWith(own) || url.startsWith(socket)) return
    wrong.push(`request to ${url}`)
  })
  page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && message.text().includes('Content Security Policy')) wrong.push(message.text())
  })
}

/** Finds nothing that WCAG 2.2 AA forbids on the page as it stands, by day and by night. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
    const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
    expect(found, `${page.url()} (${colorScheme})`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The same in both languages; the page ends in Chinese. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  await expectAccessible(page)
  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expectAccessible(page)
  await page.getByRole('button', { name: '中文' }).first().click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
}

/** Presses Tab until the element has the focus: what a keyboard cannot reach fails the story. */
export async function tabTo(page: Page, role: 'button' | 'link' | 'textbox' | 'radio' | 'checkbox' | 'tab', name: string | RegExp, atMost = 80): Promise<void> {
  const wanted = page.getByRole(role, { name }).first()
  for (let presses = 0; presses < atMost; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach the ${role} “${String(name)}”.`)
}
