/** What parties, registrar and mediator do in a mediation, on their pages. */
import { expect, type Person } from '../support'
import { dialog, expectDone, show } from './dispute'
import { comeIn } from './login'

/** The demonstration's body, and who works there. */
export const committee = { name: '江州市云溪区人民调解委员会', registrar: 'registrar', mediator: 'mediator' }

export async function declareFailed({ page, hand }: Person): Promise<void> {
  await hand.press(page.getByRole('complementary').getByRole('button', { name: '协商不成' }))
  await hand.press(dialog({ page }).getByRole('button', { name: '协商不成', exact: true }))
  await expectDone({ page }, '协商不成')
}

/** Chooses the body on the form, and asks it. */
export async function askMediation({ page, hand, look }: Person, body: string): Promise<void> {
  await hand.press(page.locator('section[aria-labelledby="turn"]').getByRole('button', { name: '申请调解' }))
  await hand.pick(dialog({ page }).getByRole('radio', { name: new RegExp(body) }))
  await look()
  await hand.press(dialog({ page }).getByRole('button', { name: '申请调解', exact: true }))
  await expectDone({ page }, '申请调解')
}

/** Asks an association, which closes a way: that is said, must be chosen, and is not asked for without. */
export async function askAssociation({ page, hand, look }: Person, body: string): Promise<void> {
  const box = dialog({ page })
  await hand.press(page.locator('section[aria-labelledby="turn"]').getByRole('button', { name: '申请调解' }))
  await hand.pick(box.getByRole('radio', { name: new RegExp(body) }))
  await expect(box.getByText('选它会关上一扇门')).toBeVisible()
  await expect(box.getByText(/12315/).first()).toBeVisible()
  await hand.press(box.getByRole('button', { name: '申请调解', exact: true }))
  await expect(box.getByText('请选择怎么走').first()).toBeVisible()
  await hand.pick(box.getByRole('radio', { name: new RegExp(`仍由${body}调解`) }))
  await look()
  await hand.press(box.getByRole('button', { name: '申请调解', exact: true }))
  await expectDone({ page }, '申请调解')
}

export async function consent({ page, hand, look }: Person): Promise<void> {
  await hand.press(page.locator('section[aria-labelledby="turn"]').getByRole('button', { name: '同意调解', exact: true }))
  await look()
  await hand.press(dialog({ page }).getByRole('button', { name: '同意调解', exact: true }))
  await expectDone({ page }, '同意调解')
}

/** Goes to the desk of the body and opens the case that waits in one of its views. */
export async function openCase(person: Person, view: string, number: string): Promise<void> {
  const { page, hand, look } = person
  await page.goto('/work')
  await hand.press(page.getByRole('navigation').getByRole('link', { name: view }))
  const row = page.getByRole('row').filter({ hasText: number })
  await expect(row).toBeVisible()
  await look()
  await hand.press(row.getByRole('link'))
  await expect(page.getByRole('button', { name: '返回列表' })).toBeVisible()
}

export async function acceptCase(person: Person): Promise<void> {
  await beginStep(person, '接受案件')
  await person.look()
  await finishStep(person, '接受案件')
}

/** Accepts a case that closes a way for the consumer, who knew: both are shown before. */
export async function acceptClosingCase(person: Person): Promise<void> {
  const { page, look } = person
  await expect(page.getByText(/消费者已于.*确认/).first()).toBeVisible()
  await beginStep(person, '接受案件')
  await expect(page.getByText('接受前请留意')).toBeVisible()
  await expect(page.getByText(/这些途径对消费者关闭/)).toBeVisible()
  await look()
  await finishStep(person, '接受案件')
}

export async function appoint(person: Person, mediator: string): Promise<void> {
  const { page, hand, look } = person
  await beginStep(person, '指定调解员')
  await hand.pick(page.getByRole('radio', { name: new RegExp(mediator) }))
  await look()
  await finishStep(person, '指定调解员')
}

export async function acceptAppointment(person: Person): Promise<void> {
  const { page, hand, look } = person
  await beginStep(person, '接受指定')
  await expect(page.getByText('系统已核对')).toBeVisible()
  await hand.pick(page.getByRole('radio', { name: /^没有/ }))
  await look()
  await finishStep(person, '接受指定')
}

/** Accepts with something to declare, which the parties read. */
export async function acceptDisclosing(person: Person, interests: string): Promise<void> {
  const { page, hand, look } = person
  await beginStep(person, '接受指定')
  await expect(page.getByText('系统已核对')).toBeVisible()
  await hand.pick(page.getByRole('radio', { name: /^有，需要声明/ }))
  await hand.write(page.getByRole('textbox', { name: /^请写明情况/ }), interests)
  await look()
  await finishStep(person, '接受指定')
}

export async function openCaucus(mediator: Person, party: string): Promise<void> {
  await beginStep(mediator, '开始单独沟通')
  const choice = mediator.page.getByRole('combobox', { name: '和谁单独沟通' })
  const option = await choice.locator('option').filter({ hasText: party }).innerText()
  await mediator.hand.choose(choice, option.trim())
  await finishStep(mediator, '开始单独沟通')
}

/** Asks a court together with the other side; whoever comes second brings the application about. */
export async function askConfirmation({ page, hand, look }: Person): Promise<void> {
  const box = dialog({ page })
  await show({ page, hand }, '方案与协议')
  await hand.press(page.getByRole('region', { name: '司法确认' }).getByRole('button', { name: '申请司法确认' }))
  await hand.pick(box.getByRole('checkbox', { name: /^我承诺/ }))
  await hand.pick(box.getByRole('checkbox', { name: /^我知道双方要/ }))
  await look()
  await hand.press(box.getByRole('button', { name: '申请司法确认', exact: true }))
  await expectDone({ page }, '申请司法确认')
}

/** From the buttons of a dispute's head, or from the menu behind them. */
export async function beginStep({ page, hand }: Person, step: string): Promise<void> {
  const steps = page.getByRole('group', { name: '可以办理的事项' })
  const button = steps.getByRole('button', { name: step, exact: true })
  if (await button.count()) return await hand.press(button)
  await hand.press(steps.getByRole('button').last())
  await hand.press(page.getByRole('menuitem', { name: step, exact: true }))
}

export async function finishStep({ page, hand }: Person, step: string): Promise<void> {
  await hand.press(page.getByRole('button', { name: `确认：${step}` }))
  await expect(page.getByText(`已办理：${step}`).first()).toBeVisible()
}

export async function atDeskOf(person: Person, role: string): Promise<void> {
  await comeIn(person, role)
}
