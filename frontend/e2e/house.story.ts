/** An administrator changes the platform's terms, and takes in a register of merchants with two bad lines. */
import { readFile } from 'node:fs/promises'
import { expect, test } from './support'
import { comeIn } from './steps/login'

const TABLE = ['商家名称,统一社会信用代码,联系电话', '云山电器旗舰店,91330106MA2B1CDE2Q,0571-88880000', '少一位的店,91330106MA2B1CDE,', '=HYPERLINK(1),91330106MA2B1CDE2Q,', ''].join('\r\n')

test('terms are refused beyond the law, then published and announced to everybody', async ({ atDesk, onPhone }) => {
  const administrator = await atDesk()
  const { page, hand, look } = administrator
  await comeIn(administrator, 'administrator')
  await page.goto('/work/admin/terms')

  const mediation = page.getByRole('spinbutton', { name: '调解：新的数值', exact: true })
  await mediation.fill('31')
  await hand.press(page.getByRole('button', { name: '保存草稿' }))
  await expect(page.getByRole('alert')).toContainText('不能超过 30')
  await look()
  await mediation.fill('30')
  await page.getByRole('spinbutton', { name: '首问答复：新的数值' }).fill('48')
  await page.getByLabel('理由（中文，公布时必填）').fill('首问处理需要核实物流，原期限过短。')
  await hand.press(page.getByRole('button', { name: '保存草稿' }))
  await hand.press(page.getByRole('button', { name: '公布…' }))
  await hand.press(page.getByRole('button', { name: '确定公布' }))
  await expect(page.getByRole('heading', { name: /待生效：platform-/ })).toBeVisible()
  await look()

  const stranger = await onPhone()
  await stranger.page.goto('/rules')
  await expect(stranger.page.getByRole('heading', { name: '即将施行的版本' })).toBeVisible()
  await expect(stranger.page.getByRole('region', { name: '即将施行的版本' })).toContainText('24 小时 → 48 小时')
  await stranger.look()
})

test('a register with two bad lines is looked at, reported on and taken in without them', async ({ atDesk }) => {
  const administrator = await atDesk()
  const { page, hand, look } = administrator
  await comeIn(administrator, 'administrator')
  await page.goto('/work/admin/registry')
  await page.getByLabel('选择 CSV 文件').setInputFiles({ name: 'shops.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
  await expect(page.getByText('第 3 行')).toBeVisible()
  await expect(page.getByText('第 4 行')).toBeVisible()
  await look()
  const download = page.waitForEvent('download')
  await hand.press(page.getByRole('button', { name: '下载错误清单（CSV）' }))
  const report = await readFile(await (await download).path(), 'utf8')
  expect(report).toContain('3,统一社会信用代码')
  expect(report).toContain("'=HYPERLINK(1)")
  await hand.press(page.getByRole('button', { name: '只导入正确的 1 家，略过 2 行' }))
  await expect(page.getByRole('heading', { name: '导入结果' })).toBeVisible()
  await page.goto('/work/admin/organisations')
  await page.getByRole('searchbox').fill('云山电器旗舰店')
  await expect(page.getByText('云山电器旗舰店').first()).toBeVisible()
})
