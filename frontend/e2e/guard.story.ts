/** An organisation asks for log-in codes: who works there sets them up, comes in by them, and by a recovery code. */
import { expect, test, type Page, type Person } from './support'
import { totp } from './support/totp'
import { comeIn } from './steps/login'

test('whoever works where log-in codes are asked for sets them up before anything else', async ({ onPhone, atDesk }) => {
  const administrator = await atDesk()
  await comeIn(administrator, 'administrator')
  await demand(administrator)

  const agent = await onPhone()
  await logIn(agent)
  const { page, hand, server, look } = agent
  await page.waitForURL((url) => url.pathname === '/work')
  await expect(page.getByText(/要求工作人员从 .* 起使用动态验证码/)).toBeVisible()
  await look()
  await leave(page)
  server.moveOn(24)
  await logIn(agent)
  await expect(page.getByRole('heading', { level: 1, name: '启用动态验证码' })).toBeVisible()
  await look()
  await hand.press(page.getByRole('button', { name: '开始启用' }))
  await hand.press(page.getByText('不能扫描'))
  const secret = await page.locator('p.font-mono').innerText()
  await look()
  await hand.write(page.getByRole('textbox', { name: '动态验证码' }), '000000')
  await hand.press(page.getByRole('button', { name: '确认启用' }))
  await expect(page.getByRole('alert').getByText(/验证码/).first()).toBeVisible()
  await hand.write(page.getByRole('textbox', { name: '动态验证码' }), totp(secret, server.now()))
  await hand.press(page.getByRole('button', { name: '确认启用' }))
  await expect(page.getByRole('heading', { level: 2, name: '请保存恢复码' })).toBeVisible()
  const codes = await page.getByRole('list', { name: '恢复码' }).getByRole('listitem').allInnerTexts()
  expect(codes).toHaveLength(10)
  await look()
  await hand.press(page.getByRole('button', { name: '完成' }))
  await expect(page.getByText('请先保存恢复码，再勾选。')).toBeVisible()
  await hand.press(page.getByRole('checkbox', { name: '我已经保存好了' }))
  await hand.press(page.getByRole('button', { name: '完成' }))
  await page.waitForURL((url) => url.pathname === '/work')

  // The next day: by the digits of the telephone.
  await leave(page)
  server.moveOn(1)
  await logIn(agent)
  await expect(page.getByRole('heading', { level: 1, name: '还差一步' })).toBeVisible()
  await look()
  await hand.write(page.getByRole('textbox', { name: '动态验证码' }), totp(secret, server.now()))
  await hand.press(page.getByRole('button', { name: '登录', exact: true }))
  await page.waitForURL((url) => url.pathname === '/work')

  // And once the telephone is gone.
  await leave(page)
  await logIn(agent)
  await hand.press(page.getByRole('button', { name: '手机不在身边，改用恢复码' }))
  await hand.write(page.getByRole('textbox', { name: '恢复码' }), codes[0] ?? '')
  await hand.press(page.getByRole('button', { name: '登录', exact: true }))
  await page.waitForURL((url) => url.pathname === '/work')
  await page.goto('/account')
  await expect(page.getByText('还有 9 个恢复码没有用过。')).toBeVisible()
  await expect(page.getByText(/不能停用/)).toBeVisible()
  await look()
})

/** A page that is still open would go to the log-in page by itself. */
async function leave(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.context().clearCookies()
}

async function logIn({ page, hand, server }: Person): Promise<void> {
  const { email, password } = server.login('service_agent')
  await page.goto('/login?way=email')
  await hand.write(page.getByRole('textbox', { name: '邮箱' }), email)
  await hand.write(page.getByLabel('密码'), password)
  await hand.press(page.getByRole('button', { name: '登录', exact: true }))
}

/** From tomorrow on, at the administrator's own platform. */
async function demand({ page, hand, server, look }: Person): Promise<void> {
  await page.goto('/work/admin/organisations')
  const me = (await (await page.request.get('/api/v1/me')).json()) as { staff: { organisation: { id: string } }[] }
  await page.goto(`/work/admin/organisations/${me.staff[0]?.organisation.id ?? ''}`)
  const policy = page.getByRole('region', { name: '登录保护' })
  await expect(policy.getByText('不要求工作人员使用动态验证码。')).toBeVisible()
  await hand.press(policy.getByRole('button', { name: '要求使用' }))
  await policy.getByLabel('从哪一天起').fill(new Date(server.now().getTime() + 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }))
  await hand.press(policy.getByRole('button', { name: '保存' }))
  await expect(policy.getByText(/^将从 .*起要求工作人员使用动态验证码/)).toBeVisible()
  await hand.press(policy.getByRole('button', { name: '查看每个人' }))
  await expect(policy.getByText('没有启用').first()).toBeVisible()
  await look()
}
