/** By keys alone one goes on from where one was, and is not thrown back to the top of the page. */
import { expect, test, type Page } from './support'
import { tabTo } from './support/hand'
import { comeIn } from './steps/login'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName)

test('a consumer goes on with a draft, opens a dispute and walks along its tabs', async ({ onPhone }) => {
  const consumer = await onPhone('keyboard')
  const { page, hand } = consumer
  await comeIn(consumer, 'lin@demo.example')
  await page.goto('/file')
  await hand.press(page.getByRole('link', { name: '接着写' }).first())
  await expect(page).toHaveURL(/\/file\/[0-9a-f-]{36}/)
  await expect(page.getByRole('heading', { name: '您有没提交的草稿' })).toBeHidden()
  await expect(page.getByRole('button', { name: '下一步' })).toBeVisible()
  await expect.poll(() => focused(page)).not.toBe('BODY')

  await page.goto('/disputes')
  await hand.press(page.getByRole('main').getByRole('listitem').getByRole('link').first())
  await expect(page).toHaveURL(/\/disputes\/[0-9a-f-]{36}/)
  await expect.poll(() => focused(page)).not.toBe('BODY')
  await tabTo(page, page.getByRole('tab', { selected: true }).first())
  for (const wanted of [1, 2]) {
    await page.keyboard.press('ArrowRight')
    const tab = page.getByRole('tablist').first().getByRole('tab').nth(wanted)
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(tab).toBeFocused()
  }
})

test('an agent shuts the palette, or a dialog over the page, and is where they were', async ({ atDesk }) => {
  const agent = await atDesk('keyboard')
  const { page, hand } = agent
  await comeIn(agent, 'service_agent')
  await page.goto('/work?view=open')
  const search = page.getByRole('searchbox', { name: /编号/ })
  await tabTo(page, search)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(search).toBeFocused()

  // From a row that was ticked to what can be done with all of them, and back.
  await page.locator('main').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByRole('toolbar', { name: '批量操作' })).toBeVisible()
  await page.keyboard.press('b')
  await expect(page.getByRole('toolbar').getByRole('button').first()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('toolbar')).toBeHidden()
  await expect.poll(() => focused(page)).not.toBe('BODY')

  // What was pressed goes away with what it did.
  await page.goto('/work/texts')
  await hand.press(page.getByRole('main').getByRole('button', { name: /新增|新建|添加/ }).first())
  await expect.poll(() => focused(page)).not.toBe('BODY')
})
