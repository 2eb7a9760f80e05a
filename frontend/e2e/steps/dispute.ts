/** What both sides do on the page of a dispute. */
import { expect, type Person } from '../support'
import { codeFor } from './login'

export type Tab = '进展' | '沟通' | '方案与协议' | '证据' | '法律依据'

export async function show({ page, hand }: Pick<Person, 'page' | 'hand'>, tab: Tab): Promise<void> {
  await hand.press(page.getByRole('tab', { name: tab }))
}

/** The card on top says whose turn it is, and what for. */
export async function expectTurn({ page }: Person, whose: string | RegExp): Promise<void> {
  await expect(page.getByRole('heading', { level: 2, name: whose })).toBeVisible()
}

export async function expectPhase({ page }: Person, phase: string): Promise<void> {
  await expect(page.getByRole('main').locator('header').getByText(phase, { exact: true })).toBeVisible()
}

export async function respond({ page, hand, look }: Person, words: string): Promise<void> {
  await hand.press(card({ page }).getByRole('button', { name: '回应申请' }))
  await hand.write(page.getByRole('textbox', { name: '您的回应' }), words)
  await look()
  await done({ page, hand }, '回应申请')
}

export async function say({ page, hand }: Person, words: string): Promise<void> {
  await hand.write(page.getByRole('textbox', { name: '输入消息' }), words)
  await hand.press(page.getByRole('button', { name: '发送' }))
}

/** Somebody's words are there, once. */
export async function expectSaid({ page }: Pick<Person, 'page'>, words: string): Promise<void> {
  await expect(page.getByRole('log').getByText(words, { exact: true })).toHaveCount(1)
}

export interface Promised {
  what: string
  how: string
  amount?: string
  kind?: string
}

/** One promise of the merchant, as an offer of one's own. */
export async function offer({ page, hand, look }: Person, promised: Promised): Promise<void> {
  await hand.press(card({ page }).getByRole('button', { name: '提出方案' }))
  await promise({ page, hand }, promised)
  await look()
  await done({ page, hand }, '提出方案')
}

/** The offer that waits, changed and sent back. */
export async function counter({ page, hand }: Person, promised: Promised): Promise<void> {
  await hand.press(card({ page }).getByRole('button', { name: '提出不同方案' }))
  await promise({ page, hand }, promised)
  await done({ page, hand }, '提出不同方案')
}

export async function accept({ page, hand }: Person): Promise<void> {
  await hand.press(card({ page }).getByRole('button', { name: '接受方案' }))
  await done({ page, hand }, '接受方案')
}

/** Reads, ticks, writes the own name, and proves by a code to be oneself. */
export async function sign(person: Person, name: string, phone: string): Promise<void> {
  const { page, hand, look } = person
  await hand.press(card({ page }).getByRole('button', { name: '签署协议' }))
  await hand.pick(dialog(person).getByRole('checkbox', { name: /我已阅读/ }))
  await hand.write(dialog(person).getByRole('textbox', { name: /签名/ }), name)
  await look()
  await hand.press(dialog(person).getByRole('button', { name: '签署协议' }))
  const code = await codeFor(person, phone, () => hand.press(dialog(person).getByRole('button', { name: '发送验证码' })))
  await hand.write(dialog(person).getByRole('textbox', { name: '验证码' }), code)
  await look()
  await hand.press(dialog(person).getByRole('button', { name: '确认' }))
  await expectDone(person, '签署协议')
}

export async function perform({ page, hand, look }: Person, proof: string): Promise<void> {
  await show({ page, hand }, '方案与协议')
  await look()
  await hand.press(page.getByRole('button', { name: '记录履行' }))
  await hand.write(dialog({ page }).getByRole('textbox', { name: '凭证' }), proof)
  await hand.give(dialog({ page }).getByRole('button', { name: '选择照片' }), [{ name: '退款凭证.png', mimeType: 'image/png', buffer: await page.screenshot() }])
  await expect(dialog({ page }).getByText('退款凭证.png')).toBeVisible()
  await look()
  await done({ page, hand }, '记录履行')
}

export async function confirm({ page, hand }: Person): Promise<void> {
  await show({ page, hand }, '方案与协议')
  await hand.press(page.getByRole('button', { name: '确认已履行' }))
  await done({ page, hand }, '确认已履行')
}

/** Opens the question whether the money has arrived. */
export async function beginWithdrawal({ page, hand }: Person): Promise<void> {
  await hand.press(page.getByRole('complementary').getByRole('button', { name: '撤回申请' }))
  await expect(dialog({ page }).getByRole('group', { name: '钱到账了吗？' })).toBeVisible()
}

/** After a breach: the agreement holds, and there is a new day. */
export async function giveNewDate({ page, hand, look }: Person, day: string): Promise<void> {
  await hand.press(card({ page }).getByRole('button', { name: '选择后续办法', exact: true }))
  await hand.pick(dialog({ page }).getByRole('radio', { name: /再给一个日期/ }))
  await hand.date(dialog({ page }).getByRole('textbox', { name: '新的日期' }), day)
  await look()
  await hand.press(dialog({ page }).getByRole('button', { name: '确认' }))
  await expectDone({ page }, '选择后续办法')
}

function card({ page }: Pick<Person, 'page'>) {
  return page.locator('section[aria-labelledby="turn"]')
}

export function dialog({ page }: Pick<Person, 'page'>) {
  return page.getByRole('dialog')
}

async function promise({ page, hand }: Pick<Person, 'page' | 'hand'>, { what, how, amount, kind }: Promised): Promise<void> {
  const box = dialog({ page })
  if (kind) await hand.choose(box.getByRole('combobox', { name: '做什么' }), kind)
  if (amount) await hand.write(box.getByRole('textbox', { name: '金额' }), amount)
  await hand.write(box.getByRole('textbox', { name: '具体内容' }), what)
  await hand.write(box.getByRole('textbox', { name: '怎么做' }), how)
}

async function done({ page, hand }: Pick<Person, 'page' | 'hand'>, verb: string): Promise<void> {
  await hand.press(dialog({ page }).getByRole('button', { name: verb, exact: true }))
  await expectDone({ page }, verb)
}

export async function expectDone({ page }: Pick<Person, 'page'>, verb: string): Promise<void> {
  await expect(page.getByText(`已完成：${verb}`).first()).toBeVisible()
  await expect(dialog({ page })).toBeHidden()
}
