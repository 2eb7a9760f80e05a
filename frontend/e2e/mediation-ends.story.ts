/** How a mediation goes another way than it was meant to, and what everybody sees of it. */
import { expect, test } from './support'
import { expectPhase, expectTurn, show } from './steps/dispute'
import { comeIn } from './steps/login'
import { acceptAppointment, appoint, beginStep, committee, finishStep, openCase } from './steps/mediation'
import { asked, association, halfSigned, mediating, type Table } from './steps/mediated'
import type { Person } from './support'

const dayHours = 24
/** Three working days, with the longest holidays between; short of the fifteen days after which an impasse is closed. */
const consentHours = 13 * dayHours
/** Ten working days with holidays between; short of their end and the fifteen days of an impasse. */
const associationHours = 24 * dayHours
/** Three days after the one on which all accepted. */
const signingHours = 4 * dayHours
const successor = '顾明远'

type Come = (how?: 'pointer') => Promise<Person>

async function table(onPhone: Come, atDesk: Come): Promise<Table> {
  return { consumer: await onPhone(), merchant: await onPhone(), agent: await atDesk(), registrar: await atDesk(), mediator: await atDesk() }
}

async function openFor({ page }: Person, id: string): Promise<void> {
  await page.goto(`/disputes/${id}`)
}

test('a challenge is upheld and another mediator takes over', async ({ onPhone, atDesk }) => {
  const all = await table(onPhone, atDesk)
  const { consumer, registrar, mediator } = all
  const dispute = await mediating(all)
  await openFor(consumer, dispute.id)
  await show(consumer, '进展')
  const { page, hand, look } = consumer
  await hand.press(page.getByRole('button', { name: '申请回避' }))
  await hand.write(page.getByRole('dialog').getByRole('textbox', { name: '回避理由' }), '调解员和店主是同乡会的理事，事先没有说。')
  await look()
  await hand.press(page.getByRole('dialog').getByRole('button', { name: '申请回避', exact: true }))
  await expectPhase(consumer, '中止')

  await openCase(registrar, '回避与更换', dispute.number)
  await beginStep(registrar, '决定回避申请')
  await registrar.hand.choose(registrar.page.getByRole('combobox', { name: '决定' }), '同意回避，另行指定调解员')
  await registrar.hand.write(registrar.page.getByRole('textbox', { name: '理由' }), '未披露的关系可能影响公正，同意回避。')
  await registrar.look()
  await finishStep(registrar, '决定回避申请')
  await expectPhase(consumer, '选定调解员')
  expect((await mediator.page.request.get(`/api/v1/disputes/${dispute.id}`)).status()).toBe(404)

  await appoint(registrar, successor)
  const next = await atDesk()
  await comeIn(next, 'gumingyuan@demo.example')
  await openCase(next, '待接受指定', dispute.number)
  await acceptAppointment(next)
  await expectPhase(consumer, '调解中')
  await expect(page.getByText(successor).first()).toBeVisible()
  await look()
})

test('a mediator resigns and is replaced, and sees no more of the case', async ({ onPhone, atDesk }) => {
  const all = await table(onPhone, atDesk)
  const { consumer, registrar, mediator } = all
  const dispute = await mediating(all)
  await openCase(mediator, '我的调解', dispute.number)
  await beginStep(mediator, '退出调解')
  await mediator.hand.write(mediator.page.getByRole('textbox', { name: '退出的理由' }), '下周起住院，不能继续办理。')
  await mediator.look()
  await mediator.hand.press(mediator.page.getByRole('button', { name: '确认：退出调解' }))
  await expect.poll(async () => (await mediator.page.request.get(`/api/v1/disputes/${dispute.id}`)).status()).toBe(404)

  await openCase(registrar, '待指定调解员', dispute.number)
  await appoint(registrar, successor)
  const next = await atDesk()
  await comeIn(next, 'gumingyuan@demo.example')
  await openCase(next, '待接受指定', dispute.number)
  await acceptAppointment(next)
  await openFor(consumer, dispute.id)
  await expectPhase(consumer, '调解中')
  await show(consumer, '进展')
  await expect(consumer.page.getByText(successor).first()).toBeVisible()
  await consumer.look()
})

test('a respondent who does not want to mediate says so, and the other ways stay open', async ({ onPhone, atDesk }) => {
  const cast = { consumer: await onPhone(), merchant: await onPhone(), agent: await atDesk() }
  const dispute = await asked(cast)
  const { page, hand, look } = cast.merchant
  await openFor(cast.merchant, dispute.id)
  await hand.press(page.locator('section[aria-labelledby="turn"]').getByRole('button', { name: '不同意调解', exact: true }))
  await hand.write(page.getByRole('dialog').getByRole('textbox', { name: '理由' }), '我们认为没有调解的必要。')
  await look()
  await hand.press(page.getByRole('dialog').getByRole('button', { name: '不同意调解', exact: true }))
  await expectPhase(cast.merchant, '未达成一致')

  await openFor(cast.consumer, dispute.id)
  await expectPhase(cast.consumer, '未达成一致')
  await expect(cast.consumer.page.getByText('有一方不同意调解')).toBeVisible()
  await show(cast.consumer, '法律依据')
  await expect(cast.consumer.page.getByText(/12315/).first()).toBeVisible()
  await cast.consumer.look()
})

test('nobody answers whether they will mediate, and the dispute rests where all ways are open', async ({ onPhone, atDesk, server }) => {
  const cast = { consumer: await onPhone(), merchant: await onPhone(), agent: await atDesk() }
  const dispute = await asked(cast)
  await openFor(cast.consumer, dispute.id)
  await expectTurn(cast.consumer, /^现在轮到/)
  await expectPhase(cast.consumer, '征询调解意愿')
  await cast.consumer.look()
  server.moveOn(consentHours)
  await expectPhase(cast.consumer, '未达成一致')
  await expect(cast.consumer.page.getByText('到期没有都同意，调解没有开始')).toBeVisible()
  await expectTurn(cast.consumer, '现在轮到您')
  await cast.consumer.look()
})

test('an agreement that not all sign in time goes back to the mediator', async ({ onPhone, atDesk, server }) => {
  const all = await table(onPhone, atDesk)
  const dispute = await halfSigned(all)
  await openFor(all.consumer, dispute.id)
  await expectPhase(all.consumer, '协议签署')
  server.moveOn(signingHours)
  await expectPhase(all.consumer, '调解中')
  await show(all.consumer, '方案与协议')
  await all.consumer.look()
  await openCase(all.mediator, '我的调解', dispute.number)
  await expect(all.mediator.page.getByText('调解中').first()).toBeVisible()
})

test('a mediation whose term ends leads all parties to the other ways', async ({ onPhone, atDesk, server }) => {
  const all = await table(onPhone, atDesk)
  const dispute = await mediating(all, association)
  await openFor(all.consumer, dispute.id)
  await expectPhase(all.consumer, '调解中')
  await expect(all.consumer.page.getByText(/12315 不再受理同一投诉/)).toBeVisible()
  server.moveOn(associationHours)
  await expectPhase(all.consumer, '未达成一致')
  await expect(all.consumer.page.getByText('调解期限届满').first()).toBeVisible()
  await all.consumer.look()
  await openCase(all.mediator, '我办结的', dispute.number)
})

test.describe('the demonstration', () => {
  test('has a body of each kind, and somebody to be at every desk', async ({ atDesk }) => {
    for (const [who, view] of [[committee.registrar, '待指定调解员'], [committee.mediator, '我的调解'], [association.registrar, '待接受案件']] as const) {
      const person = await atDesk()
      await comeIn(person, who)
      await person.page.goto('/work')
      await person.hand.press(person.page.getByRole('navigation').getByRole('link', { name: view }))
      await expect(person.page.getByRole('row').filter({ hasText: 'HJ-' }).first()).toBeVisible()
      await person.look()
    }
  })
})
