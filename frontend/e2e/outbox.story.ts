/** Where no gateway is set up, a new user is let in by the administrator, who sees the code. */
import { expect, test } from './support'
import { codeOnThePage, comeIn } from './steps/login'

test('a code that nobody carries is read by the administrator', async ({ onPhone, atDesk }) => {
  const { page } = await onPhone()
  const administrator = await atDesk()
  await comeIn(administrator, 'administrator')

  await page.goto('/login')
  await page.getByRole('textbox', { name: '手机号' }).fill('13900005678')
  await page.getByRole('button', { name: '发送验证码' }).tap()
  await expect(page.getByRole('button', { name: /秒后可重发/ })).toBeVisible()
  await page.getByRole('textbox', { name: '验证码' }).fill(await codeOnThePage(administrator, '13900005678'))
  await page.getByRole('textbox', { name: '您的姓名' }).fill('周小雨')
  await page.getByRole('button', { name: '登录或注册' }).tap()
  await expect(page.getByRole('heading', { level: 1, name: '我的争议' })).toBeVisible()
})
