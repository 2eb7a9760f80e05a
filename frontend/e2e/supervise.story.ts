/** A supervisor keeps tags in order, decides where the figures are, and moves work to whoever has room. */
import { expect, test } from './support'
import { comeIn } from './steps/login'

test('a supervisor decides in place, moves work in numbers and keeps the tags in order', async ({ atDesk }) => {
  const supervisor = await atDesk('keyboard')
  await comeIn(supervisor, 'supervisor')
  const { page, hand } = supervisor
  await page.goto('/work/supervise')
  const load = page.getByRole('table').filter({ hasText: '在办' }).first()
  await expect(load).toBeVisible()
  await hand.press(page.getByRole('group', { name: '待处理' }).getByRole('button', { name: /即将到期/ }))
  const first = page.getByRole('list', { name: '待处理的争议' }).getByRole('button').first()
  await hand.press(first)
  const pane = page.getByRole('complementary', { name: '争议详情' })
  await expect(pane).toBeFocused()
  await expect(pane.getByRole('group', { name: '可以办理的事项' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(pane).toBeHidden()
  await expect(page).toHaveURL(/\/work\/supervise/)

  await hand.press(load.getByRole('button', { name: /^改派 .* 的争议$/ }).first())
  const dialog = page.getByRole('dialog')
  await hand.write(dialog.getByRole('spinbutton'), '2')
  await hand.press(dialog.getByRole('button', { name: '改派 2 件' }))
  await expect(dialog.getByText('已改派 2 件')).toBeVisible()
  await hand.press(dialog.getByRole('button', { name: '关闭' }).last())
  await expect(dialog).toBeHidden()

  await page.goto('/work/tags')
  await hand.write(page.getByRole('textbox', { name: '名称' }), '媒体关注')
  await hand.choose(page.getByRole('combobox', { name: '颜色' }), '紫')
  await hand.press(page.getByRole('button', { name: '新建标签' }))
  const tag = page.getByRole('listitem').filter({ hasText: '媒体关注' })
  await expect(tag).toContainText('用在 0 件')
  await hand.press(tag.getByRole('button', { name: '修改 媒体关注' }))
  await hand.write(tag.getByRole('textbox', { name: '名称' }), '媒体来访')
  await hand.press(tag.getByRole('button', { name: '保存' }))
  const renamed = page.getByRole('listitem').filter({ hasText: '媒体来访' })
  await hand.press(renamed.getByRole('button', { name: '停用' }))
  await expect(page.getByRole('button', { name: '恢复“媒体来访”' })).toBeVisible()
})

test('everybody can read the pages of a supervisor', async ({ atDesk, onPhone }) => {
  for (const person of [await atDesk(), await onPhone()]) {
    await comeIn(person, 'supervisor')
    for (const path of ['/work/supervise', '/work/tags']) {
      for (const language of ['zh-CN', 'en']) {
        await person.page.goto(path)
        await person.page.evaluate((chosen) => localStorage.setItem('hejie.locale', chosen), language)
        await person.page.reload()
        await person.page.waitForLoadState('networkidle')
        await person.look()
      }
    }
  }
})
