/** The guided filing, step by step. */
import { expect, type Person } from '../support'
import { logInByPhone } from './login'

export const kettle = {
  title: '一念手作 柴烧茶壶 200 毫升',
  statement: '收到三天，第一次泡茶壶嘴就漏水，壶底有一道细裂纹。店主说是我磕的，可我没有磕过。要求退货退款。',
  merchant: '一念手作',
  /** The merchant's telephone, to which its link goes. */
  merchantPhone: '19900001012',
  paid: '268',
}

/** Fills in and files; answers the number of the dispute. */
export async function file(person: Person, phone: string, name: string): Promise<string> {
  await begin(person)
  await logIn(person, phone, name)
  await saySoFar(person)
  await sayOrder(person)
  await sayWish(person)
  await bringEvidence(person)
  await sayElsewhere(person)
  return await submit(person)
}

/** What happened is told before anybody has to log in. */
export async function begin({ page, hand, look }: Person): Promise<void> {
  await page.goto('/file')
  await expect(page.getByRole('heading', { level: 1, name: '发生了什么' })).toBeVisible()
  await hand.pick(page.getByRole('radio', { name: /东西有问题/ }))
  await hand.pick(page.getByRole('radio', { name: /质量不好/ }))
  await hand.write(page.getByRole('textbox', { name: '请说说经过' }), kettle.statement)
  await look()
  await next({ page, hand })
  await expect(page.getByRole('heading', { level: 1, name: '订单和商家' })).toBeVisible()
}

export async function logIn(person: Person, phone: string, name: string): Promise<void> {
  const { page, hand } = person
  await hand.press(page.getByRole('main').getByRole('link', { name: '登录' }))
  await logInByPhone(person, phone, name)
  await expect(page.getByRole('heading', { level: 1, name: '订单和商家' })).toBeVisible()
}

/** What was written before logging in is still there. */
async function saySoFar({ page, hand }: Person): Promise<void> {
  await hand.press(page.getByRole('button', { name: '上一步' }))
  await expect(page.getByRole('textbox', { name: '请说说经过' })).toHaveValue(kettle.statement)
  await next({ page, hand })
}

export async function sayOrder({ page, hand, look }: Person): Promise<void> {
  await hand.write(page.getByRole('textbox', { name: '买了什么' }), kettle.title)
  await hand.write(page.getByRole('textbox', { name: '付了多少钱' }), kettle.paid)
  await hand.write(page.getByRole('searchbox', { name: /商家名称/ }), kettle.merchant)
  await hand.press(page.getByRole('button', { name: new RegExp(`^${kettle.merchant}`) }))
  await look()
  await next({ page, hand })
}

export async function sayWish({ page, hand, look }: Person): Promise<void> {
  await hand.pick(page.getByRole('checkbox', { name: '退货退款' }))
  await expect(page.getByRole('textbox', { name: '金额' })).toHaveValue(`${kettle.paid}.00`)
  await look()
  await next({ page, hand })
}

/** The page is read anew before and after the file: nothing that was told or brought is lost. */
export async function bringEvidence({ page, hand, look }: Person): Promise<void> {
  await page.reload()
  await hand.choose(page.getByRole('combobox', { name: '这是什么' }), '订单、商品页面截图')
  await hand.give(page.getByRole('button', { name: '选择照片' }), [{ name: '订单截图.png', mimeType: 'image/png', buffer: await page.screenshot() }])
  await expect(page.getByRole('link', { name: '打开 订单截图.png' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('link', { name: '打开 订单截图.png' })).toBeVisible()
  await look()
  await next({ page, hand })
}

export async function sayElsewhere({ page, hand, look }: Person): Promise<void> {
  await hand.pick(page.getByRole('radio', { name: '没有' }))
  await look()
  await next({ page, hand })
}

export async function submit({ page, hand, look }: Person): Promise<string> {
  await expect(page.getByRole('main')).toContainText(kettle.statement)
  await look()
  await hand.press(page.getByRole('button', { name: '提交争议申请' }))
  const told = page.getByText(/已提交，编号 HJ-/).first()
  await expect(told).toBeVisible()
  await look()
  return /HJ-\d{4}-\d{6}-\w/.exec(await told.innerText())?.[0] ?? ''
}

export async function next({ page, hand }: Pick<Person, 'page' | 'hand'>): Promise<void> {
  await hand.press(page.getByRole('button', { name: '下一步' }))
}
