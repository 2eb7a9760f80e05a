/** WCAG 2.2 AA by machine, by day and by night, in both languages; and whether there are words for everything. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** A key of a catalogue, or a code of the API, stands where its text should. */
const key = /\b(?:common|work|dispute|file|home|login|rules|room|action|account)\.[a-z_]+(?:\.[a-z_]+)*\b|(?<![\w@./-])[a-z]+(?:_[a-z]+)+(?![\w@./-])/g
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Finds nothing wrong with the page as it stands; where it carries its switch of language, by night in English. */
export async function expectAccessible(page: Page): Promise<void> {
  const size = page.viewportSize()
  await unroll(page)
  await expectNothing(page, 'light')
  const switched = await switchLanguage(page, 'en')
  await expectNothing(page, 'dark')
  if (switched) await switchLanguage(page, 'zh-CN')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  if (size) await page.setViewportSize(size)
}

/** Shows the whole page at once: a bar that stays in its place then covers nothing by chance. */
async function unroll(page: Page): Promise<void> {
  const size = page.viewportSize()
  const height = await page.evaluate(() => document.documentElement.scrollHeight)
  if (size && height > size.height) await page.setViewportSize({ width: size.width, height })
}

async function expectNothing(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await still(page)
  const { violations } = await new AxeBuilder({ page }).withTags(wcag).analyze()
  const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ')}`)
  expect(found, `${page.url()} (${colorScheme}, ${await language(page)})`).toEqual([])
  expect((await words(page)).match(key) ?? [], page.url()).toEqual([])
}

/** What is read as words: all but what is marked as code or typed by a person. */
async function words(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('code, pre, kbd')].map((each) => each.innerText)
    return shown.reduce((text, code) => (code === '' ? text : text.replaceAll(code, ' ')), document.body.innerText)
  })
}

/** Waits for colours on their way from day to night, which would be measured half-way. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const drawn = new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const ended = drawn.then(() => {
      const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations !== Infinity)
      return Promise.allSettled(ending.map((each) => each.finished))
    })
    // A page that the browser does not draw just now has nothing on its way that anybody sees.
    await Promise.race([ended, new Promise((done) => setTimeout(done, 2000))])
  })
}

/** Also under an open dialog, which keeps people from the button but not the story. */
async function switchLanguage(page: Page, to: 'en' | 'zh-CN'): Promise<boolean> {
  const there = await page.evaluate((lang) => {
    const button = document.querySelector<HTMLElement>(`header button[lang="${lang}"]`)
    button?.click()
    return button !== null
  }, to)
  if (there) await expect(page.locator('html')).toHaveAttribute('lang', to)
  return there
}

async function language(page: Page): Promise<string | null> {
  return await page.locator('html').getAttribute('lang')
}
