/** From an empty folder to the first dispute on the desk of the first agent. */
import { expect, test, type Person } from './support'
import { begin, kettle, next, sayElsewhere, sayWish, submit } from './steps/filing'
import { logInByPhone } from './steps/login'

test.use({ empty: true })

const chief = { name: '陈一帆', email: 'chen@platform.example', password: '一只会飞的大橘猫在窗台上' }
const agent = { name: '王敏', email: 'wang@platform.example', password: '南山北海各有一座小小的灯塔' }

test('a fresh installation is set up, staffed, and takes in its first dispute', async ({ onPhone, atDesk, server }) => {
  const administrator = await atDesk()
  await seeNothing(administrator)
  const said = server.run('setup', '--platform', '云集商城', '--name', chief.name, '--email', chief.email)
  const generated = /shown once: (\S+)/.exec(said)?.[1] ?? ''
  await comeInFirst(administrator, generated)
  await sayWhere(administrator)
  await testSending(administrator)
  await invite(administrator)

  const responder = await atDesk()
  await accept(responder)
  await finish(administrator)

  const consumer = await onPhone()
  const number = await file(consumer)
  await expect(consumer.page.getByText(`首问责任人 ${agent.name}`)).toBeVisible()
  await responder.page.goto('/work')
  await expect(responder.page.getByRole('row').filter({ hasText: number })).toBeVisible()
})

/** Nobody can be let in, and the page says what to do instead. */
async function seeNothing({ page, look, hand }: Person): Promise<void> {
  await page.goto('/work')
  await expect(page.getByRole('heading', { level: 1, name: '本站还没有设置' })).toBeVisible()
  await expect(page.getByText('hejie setup')).toBeVisible()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toHaveCount(0)
  await look()
  await hand.press(page.getByRole('button', { name: '已经设置好，重新检查' }))
  await expect(page.getByRole('heading', { level: 1, name: '本站还没有设置' })).toBeVisible()
}

async function comeInFirst({ page, hand, look }: Person, generated: string): Promise<void> {
  await page.goto('/work')
  await hand.press(page.getByRole('tab', { name: '邮箱' }))
  await hand.write(page.getByRole('textbox', { name: '邮箱' }), chief.email)
  await hand.write(page.getByLabel('密码'), generated)
  await hand.press(page.getByRole('button', { name: '登录', exact: true }))
  await expect(page.getByRole('heading', { level: 1, name: '请设置自己的密码' })).toBeVisible()
  await look()
  await hand.write(page.getByLabel('现在的密码'), generated)
  await hand.write(page.getByLabel('新密码'), chief.password)
  await hand.press(page.getByRole('button', { name: '保存新密码' }))
  await expect(page.getByRole('heading', { level: 1, name: '起步' })).toBeVisible()
  await expect(page.getByText('必需的 4 步已完成 1 步')).toBeVisible()
  await look()
}

async function sayWhere({ page, hand }: Person): Promise<void> {
  await hand.press(page.getByRole('link', { name: '去完成: 填写平台资料' }))
  await hand.write(page.getByRole('textbox', { name: '公示地址' }), '杭州市西湖区文三路 1 号')
  await hand.write(page.getByRole('textbox', { name: '电话' }), '0571-88880000')
  await hand.press(page.getByRole('button', { name: '保存' }))
  await expect(page.getByText('已保存。')).toBeVisible()
}

async function testSending({ page, hand, server }: Person): Promise<void> {
  await hand.press(page.getByRole('link', { name: '起步' }))
  await hand.press(page.getByRole('button', { name: '发送测试消息' }))
  await expect(page.getByText('消息保存在本机')).toBeVisible()
  expect((await server.message(chief.email, /./)).channel).toBe('mail')
  await hand.press(page.getByRole('link', { name: '查看保存的消息' }))
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: chief.email }).first()).toBeVisible()
}

async function invite({ page, hand, look }: Person): Promise<void> {
  await hand.press(page.getByRole('link', { name: '起步' }))
  await hand.press(page.getByRole('link', { name: '去完成: 邀请首位客服' }))
  await hand.write(page.getByRole('textbox', { name: '邮箱或手机号码' }), agent.email)
  await hand.pick(page.getByRole('checkbox', { name: '客服', exact: true }).or(page.getByRole('checkbox', { name: /客服/ })).first())
  await look()
  await hand.press(page.getByRole('button', { name: '邀请人员' }).last())
  await expect(page.getByText('邀请已发出。')).toBeVisible()
  await hand.press(page.getByRole('link', { name: '起步' }))
  await expect(page.getByText('邀请已发出，等待对方接受。')).toBeVisible()
}

async function accept({ page, hand, server }: Person): Promise<void> {
  const link = /https?:\S+\/invite#\S+/
  await page.goto(link.exec((await server.message(agent.email, link)).body)?.[0] ?? '')
  await expect(page.getByRole('heading', { level: 1, name: '云集商城邀请您加入' })).toBeVisible()
  await hand.write(page.getByRole('textbox', { name: '您的姓名' }), agent.name)
  await hand.write(page.getByLabel('设置密码'), agent.password)
  await hand.press(page.getByRole('button', { name: '接受邀请' }))
  await expect(page).toHaveURL(/\/work/)
}

async function finish({ page, hand, look }: Person): Promise<void> {
  await page.reload()
  await expect(page.getByText('必需的步骤都已完成，可以受理争议了。')).toBeVisible()
  await hand.press(page.getByRole('button', { name: '确认沿用现行期限' }))
  await expect(page.getByRole('link', { name: '去查看: 看过各项期限' })).toBeVisible()
  await hand.press(page.getByRole('button', { name: '收起清单' }))
  await expect(page.getByText(/清单已于 .* 收起/)).toBeVisible()
  await look()
  await expect(page.getByRole('navigation').getByRole('link', { name: '起步' })).toHaveCount(0)
}

/** There is no register of merchants yet: the consumer writes down which it is. */
async function file(person: Person): Promise<string> {
  const { page, hand } = person
  await begin(person)
  await hand.press(page.getByRole('main').getByRole('link', { name: '登录' }))
  await logInByPhone(person, '13900001234', '苏小满')
  await hand.write(page.getByRole('textbox', { name: '买了什么' }), kettle.title)
  await hand.write(page.getByRole('textbox', { name: '付了多少钱' }), kettle.paid)
  await hand.press(page.getByRole('button', { name: '找不到，我自己填写' }))
  await hand.write(page.getByRole('textbox', { name: '商家名称' }), kettle.merchant)
  await hand.write(page.getByRole('textbox', { name: '商家电话' }), kettle.merchantPhone)
  await next(person)
  await sayWish(person)
  await next(person)
  await sayElsewhere(person)
  return await submit(person)
}
