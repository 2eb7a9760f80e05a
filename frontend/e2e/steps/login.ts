/** Coming in: by telephone and code, by password, by a link from a message. */
import { expect, type Person } from '../support'

export const codeIn = /验证码：(\d{4,8})/

/** The newest code sent to somebody, as they would read it on their telephone. */
export async function codeFor(person: Person, to: string, send: () => Promise<void>): Promise<string> {
  const [before] = person.server.messages(to)
  await send()
  const message = await person.server.message(to, codeIn, before)
  return codeIn.exec(message.body)?.[1] ?? ''
}

/** Logs in on the page that is open, and becomes known by `name` if nobody was. */
export async function logInByPhone(person: Person, phone: string, name: string): Promise<void> {
  const { page, hand, look } = person
  await hand.write(page.getByRole('textbox', { name: '手机号' }), phone)
  const code = await codeFor(person, phone, () => hand.press(page.getByRole('button', { name: '发送验证码' })))
  await hand.write(page.getByRole('textbox', { name: '验证码' }), code)
  await hand.write(page.getByRole('textbox', { name: '您的姓名' }), name)
  await look()
  await hand.press(page.getByRole('button', { name: '登录或注册' }))
}

/** What an administrator of this installation sees of a message that nobody carried. */
export async function codeOnThePage({ page }: Person, to: string): Promise<string> {
  await page.goto('/work/admin/outbox')
  await page.getByRole('searchbox').fill(to)
  const newest = page.getByRole('main').getByRole('listitem').filter({ hasText: '验证码' }).first()
  return codeIn.exec(await newest.innerText())?.[1] ?? ''
}

/** Logs in with the password from the list of log-ins; `who` is a role or an address. */
export async function logInByPassword({ page, hand, server }: Person, who: string): Promise<void> {
  const { email, password } = server.login(who)
  await page.goto('/login?to=/disputes')
  await hand.press(page.getByRole('tab', { name: '邮箱' }))
  await hand.write(page.getByRole('textbox', { name: '邮箱' }), email)
  await hand.write(page.getByLabel('密码'), password)
  await hand.press(page.getByRole('button', { name: '登录', exact: true }))
  await expect(page.getByRole('heading', { level: 1, name: '我的争议' })).toBeVisible()
}

/** Comes in without a word on the page: where the login is not what the story is about. */
export async function comeIn({ page, server }: Person, who: string): Promise<void> {
  const answer = await page.request.post('/api/v1/login/password', { data: server.login(who) })
  expect(answer.status(), await answer.text()).toBe(200)
}

/** Opens the link of the newest message to somebody, and proves to be them by the code. */
export async function enterByLink(person: Person, to: string): Promise<void> {
  const { page, hand, server, look } = person
  const link = /https?:\S+\/r#\S+/
  const message = await server.message(to, link)
  await page.goto(link.exec(message.body)?.[0] ?? '')
  await expect(page.getByRole('heading', { level: 1, name: '查看并回应争议' })).toBeVisible()
  const code = await codeFor(person, to, () => hand.press(page.getByRole('button', { name: '发送验证码' })))
  await hand.write(page.getByRole('textbox', { name: '验证码' }), code)
  await look()
  await hand.press(page.getByRole('button', { name: '进入' }))
  await expect(page.getByRole('heading', { level: 2, name: /轮到/ })).toBeVisible()
}
