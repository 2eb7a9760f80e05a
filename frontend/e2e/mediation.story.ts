/** From a negotiation that failed to a sealed agreement: five people, five browsers, and two talks that nobody else hears. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test, type Person } from './support'
import { answered, name, phone } from './steps/before'
import { accept, confirm, dialog, expectPhase, expectSaid, expectTurn, offer, perform, show, sign } from './steps/dispute'
import { kettle } from './steps/filing'
import { association } from './steps/mediated'
import { acceptClosingCase, acceptDisclosing, appoint, askAssociation, askConfirmation, atDeskOf, beginStep, consent, declareFailed, openCase, openCaucus } from './steps/mediation'
import { enterRoom, expectUnheard, roomsOf, sayHere, toFew } from './steps/rooms'

const mediatorName = '宋怀远'
const disclosed = '我的邻居在一念手作学过一期陶艺，已经结课，我与店主不相识。'
const shopName = '一念手作'
const shopSigner = '一念手作 店主'
const consumersSecret = '底线是退二百，先不要告诉店主'
const shopsSecret = '全退也可以，只是这个月周转不开'
const mediatorsAnswer = '明白，这句话只到我这里'

async function seal(person: Person, role: string): Promise<void> {
  const { page, hand, look, server } = person
  await beginStep(person, '签名盖章')
  await hand.pick(page.getByRole('checkbox', { name: /^我已核对/ }))
  await look()
  await hand.press(page.getByRole('button', { name: '确认：签名盖章' }))
  await hand.write(page.getByLabel('密码'), server.login(role).password)
  await hand.press(page.getByRole('button', { name: '确认', exact: true }))
  await expect(page.getByText('已办理：签名盖章').first()).toBeVisible()
}

/** The Chinese text of a document, as a reader of PDF shows it. */
async function textOf({ page, hand }: Person, document: string): Promise<string> {
  const row = page.getByRole('region', { name: '文书' }).getByRole('listitem').filter({ hasText: document }).first()
  const [saved] = await Promise.all([page.waitForEvent('download'), hand.press(row.getByRole('link', { name: '下载 PDF' }))])
  const pdf = readFileSync(await saved.path())
  return execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: pdf }).toString().replace(/\s/g, '')
}

test('a dispute is mediated, with a word aside for each, sealed, kept and brought before a court', async ({ onPhone, atDesk }) => {
  const consumer = await onPhone()
  const merchant = await onPhone()
  const agent = await atDesk()
  const dispute = await answered({ consumer, merchant, agent })
  await consumer.page.goto(`/disputes/${dispute.id}`)
  await merchant.page.goto(`/disputes/${dispute.id}`)

  await declareFailed(consumer)
  await expectPhase(consumer, '未达成一致')
  await askAssociation(consumer, association.name)
  await consent(merchant)

  const registrar = await atDesk()
  await atDeskOf(registrar, association.registrar)
  await openCase(registrar, '待接受案件', dispute.number)
  await acceptClosingCase(registrar)
  await expect(consumer.page.getByText(/12315 不再受理同一投诉/)).toBeVisible()
  await appoint(registrar, mediatorName)
  const mediator = await atDesk()
  await atDeskOf(mediator, association.mediator)
  await openCase(mediator, '待接受指定', dispute.number)
  await acceptDisclosing(mediator, disclosed)
  await expectPhase(consumer, '调解中')
  await show(consumer, '进展')
  await expect(consumer.page.getByText(mediatorName).first()).toBeVisible()
  await expect(consumer.page.getByText(disclosed).first()).toBeVisible()
  await consumer.look()

  await openCaucus(mediator, name)
  await openCaucus(mediator, shopName)
  await show(consumer, '沟通')
  await show(merchant, '沟通')
  await sayHere(mediator, '两位好，先说说各自的想法。')
  await sayHere(consumer, '壶是坏的，我想退钱。')
  for (const person of [consumer, merchant, mediator]) {
    await expectSaid(person, '两位好，先说说各自的想法。')
    await expectSaid(person, '壶是坏的，我想退钱。')
  }

  await enterRoom(consumer, /^单独沟通/)
  await expect(consumer.page.getByText('只有调解员和您可见').first()).toBeVisible()
  await consumer.look()
  await sayHere(consumer, consumersSecret, toFew)
  await enterRoom(merchant, /^单独沟通/)
  await sayHere(merchant, shopsSecret, toFew)
  await enterRoom(mediator, new RegExp(`^与${name}单独沟通`))
  await expectSaid(mediator, consumersSecret)
  await expect(mediator.page.getByText(`只有您和${name}可见`).first()).toBeVisible()
  await mediator.hand.write(mediator.page.getByRole('textbox', { name: toFew }), mediatorsAnswer)
  await enterRoom(mediator, /^调解室/)
  await expect(dialog(mediator).getByText(`您在“与${name}单独沟通”里写的内容还没有发出`)).toBeVisible()
  await mediator.look()
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '留在这里' }))
  await mediator.hand.press(mediator.page.getByRole('button', { name: '发送', exact: true }))
  await expectSaid(consumer, mediatorsAnswer)
  await enterRoom(mediator, new RegExp(`^与${shopName}单独沟通`))
  await expectSaid(mediator, shopsSecret)

  const caucuses = await roomsOf(mediator, dispute, 'caucus')
  const [consumersRoom] = await roomsOf(consumer, dispute, 'caucus')
  const [shopsRoom] = await roomsOf(merchant, dispute, 'caucus')
  expect(new Set([consumersRoom?.id, shopsRoom?.id])).toEqual(new Set(caucuses.map((room) => room.id)))
  const neverHeard = async () => {
    for (const other of [merchant, agent, registrar]) {
      for (const words of [consumersSecret, mediatorsAnswer]) await expectUnheard(other, dispute, words, consumersRoom?.id ?? '')
    }
    for (const other of [consumer, agent, registrar]) await expectUnheard(other, dispute, shopsSecret, shopsRoom?.id ?? '')
  }
  await neverHeard()

  await offer(merchant, { kind: '全额退款', what: '退还全部货款，壶不用寄回', how: '原路退回支付账户', amount: '268' })
  await expectTurn(consumer, '现在轮到您')
  await accept(consumer)
  await expectPhase(consumer, '协议签署')
  await sign(consumer, name, phone)
  await sign(merchant, shopSigner, kettle.merchantPhone)
  await expectPhase(consumer, '履行中')
  await seal(mediator, association.mediator)
  await openCase(registrar, '待盖章', dispute.number)
  await seal(registrar, association.registrar)

  await show(consumer, '方案与协议')
  const agreed = await textOf(consumer, '调解协议')
  for (const said of ['调解协议', name, shopName, association.name, '退还全部货款，壶不用寄回', '原路退回支付账户', '人民币', '贰佰陆拾捌元', '核验码']) expect(agreed).toContain(said)
  for (const secret of [consumersSecret, shopsSecret, mediatorsAnswer]) expect(agreed).not.toContain(secret)

  await askConfirmation(consumer)
  await expect(consumer.page.getByRole('region', { name: '司法确认' }).getByText('还没有申请')).toBeVisible()
  await askConfirmation(merchant)
  await expect(consumer.page.getByText(/双方已于.*共同申请/)).toBeVisible()
  await consumer.look()
  const application = await textOf(consumer, '司法确认申请书')
  for (const said of ['司法确认申请书', '请求人民法院依法确认', name, shopName, association.name, mediatorName, '退还全部货款，壶不用寄回', dispute.number]) expect(application).toContain(said)

  await perform(merchant, '微信退款单号 50300012027')
  await confirm(consumer)
  await expectTurn(consumer, /^已结案/)
  await neverHeard()
})
