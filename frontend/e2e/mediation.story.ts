/** From a negotiation that failed to a sealed agreement: five people, five browsers, and two talks that nobody else hears. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test, type Person } from './support'
import { act, agreement, answered, get, name, phone, post, type Filed } from './steps/before'
import { accept, expectPhase, expectTurn, offer, show, sign } from './steps/dispute'
import { kettle } from './steps/filing'
import { acceptAppointment, acceptCase, appoint, askMediation, atDeskOf, beginStep, committee, consent, declareFailed, finishStep, openCase } from './steps/mediation'

const mediatorName = '沈静安'
const shopName = '一念手作'
const shopSigner = '一念手作 店主'
const consumersSecret = '底线是退二百，先不要告诉店主'
const shopsSecret = '全退也可以，只是这个月周转不开'

/** Says something in a room that somebody is in, as their page would have sent it. */
async function sayIn(person: Person, dispute: Filed, kind: string, words: string, nth = 0): Promise<string> {
  const rooms = await roomsOf(person, dispute, kind)
  const room = rooms[nth]?.id ?? ''
  await post(person, `/rooms/${room}/messages`, { client_id: crypto.randomUUID(), body: words })
  return room
}

async function roomsOf(person: Person, dispute: Filed, kind: string): Promise<{ id: string; kind: string }[]> {
  const { rooms } = await get<{ rooms: { id: string; kind: string }[] }>(person, `/disputes/${dispute.id}`)
  return rooms.filter((room) => room.kind === kind)
}

/** Somebody who is in the room is told the words, by whatever way. */
async function expectHeard(person: Person, room: string, words: string): Promise<void> {
  await expect.poll(async () => (await person.page.request.get(`/api/v1/rooms/${room}`)).text()).toContain(words)
}

interface Sealed {
  effect?: string
  confirmation?: { applied_at?: string }
  obligations: { id: string }[]
}

async function openCaucus(mediator: Person, party: string): Promise<void> {
  await beginStep(mediator, '开始单独沟通')
  const choice = mediator.page.getByRole('combobox', { name: '和谁单独沟通' })
  const option = await choice.locator('option').filter({ hasText: party }).innerText()
  await mediator.hand.choose(choice, option.trim())
  await finishStep(mediator, '开始单独沟通')
}

/** Neither what was said there nor that it was said reached somebody: not on the page, not behind it. */
async function expectUnheard(person: Person, dispute: Filed, words: string, room: string): Promise<void> {
  await expect(person.page.getByText(words)).toHaveCount(0)
  const heard = (await person.heard()).join('\n')
  expect(heard).not.toContain(words)
  expect(heard).not.toContain(room)
  for (const path of [`/rooms/${room}`, `/rooms/${room}/events?since=0`, `/rooms/${room}/stream`]) {
    expect((await person.page.request.get(`/api/v1${path}`)).status(), path).toBe(404)
  }
  const whole = await person.page.request.get(`/api/v1/disputes/${dispute.id}`)
  expect(await whole.text()).not.toContain(room)
}

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

/** The Chinese text of the newest document, as a reader of PDF shows it. */
async function textOf({ page, hand }: Person): Promise<string> {
  const [saved] = await Promise.all([page.waitForEvent('download'), hand.press(page.getByRole('link', { name: '下载 PDF' }).first())])
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
  await askMediation(consumer, committee.name)
  await consent(merchant)

  const registrar = await atDesk()
  await atDeskOf(registrar, committee.registrar)
  await openCase(registrar, '待接受案件', dispute.number)
  await acceptCase(registrar)
  await appoint(registrar, mediatorName)
  const mediator = await atDesk()
  await atDeskOf(mediator, committee.mediator)
  await openCase(mediator, '待接受指定', dispute.number)
  await acceptAppointment(mediator)
  await expectPhase(consumer, '调解中')
  await expect(consumer.page.getByText(mediatorName).first()).toBeVisible()
  await consumer.look()

  await openCaucus(mediator, name)
  await openCaucus(mediator, shopName)
  await show(consumer, '沟通')
  await show(merchant, '沟通')
  const room = await sayIn(mediator, dispute, 'mediation', '两位好，先说说各自的想法。')
  await sayIn(consumer, dispute, 'mediation', '壶是坏的，我想退钱。')
  for (const party of [consumer, merchant]) await expectHeard(party, room, '两位好，先说说各自的想法。')
  await expectHeard(merchant, room, '壶是坏的，我想退钱。')

  const consumersRoom = await sayIn(consumer, dispute, 'caucus', consumersSecret)
  const shopsRoom = await sayIn(merchant, dispute, 'caucus', shopsSecret)
  expect(consumersRoom).not.toBe(shopsRoom)
  await expectHeard(mediator, consumersRoom, consumersSecret)
  await expectHeard(mediator, shopsRoom, shopsSecret)
  await expectUnheard(merchant, dispute, consumersSecret, consumersRoom)
  await expectUnheard(consumer, dispute, shopsSecret, shopsRoom)
  for (const other of [agent, registrar]) {
    await expectUnheard(other, dispute, consumersSecret, consumersRoom)
    await expectUnheard(other, dispute, shopsSecret, shopsRoom)
  }

  await offer(merchant, { kind: '全额退款', what: '退还全部货款，壶不用寄回', how: '原路退回支付账户', amount: '268' })
  await expectTurn(consumer, '现在轮到您')
  await accept(consumer)
  await expectPhase(consumer, '协议签署')
  await sign(consumer, name, phone)
  await sign(merchant, shopSigner, kettle.merchantPhone)
  await expectPhase(consumer, '履行中')
  await seal(mediator, committee.mediator)
  await openCase(registrar, '待盖章', dispute.number)
  await seal(registrar, committee.registrar)

  await show(consumer, '方案与协议')
  const words = await textOf(consumer)
  for (const said of ['退还全部货款，壶不用寄回', '人民币', '核验码']) expect(words).toContain(said)
  expect(words).not.toContain(consumersSecret)

  const { id } = await agreement(consumer, dispute)
  for (const party of [consumer, merchant]) await act(party, dispute, 'apply_confirmation', { agreement: id })
  const { agreements } = await get<{ agreements: Sealed[] }>(consumer, `/disputes/${dispute.id}`)
  expect(agreements.at(-1)).toMatchObject({ effect: 'binding_contract', confirmation: { applied_at: expect.stringMatching(/^20/) } })

  const done = { agreement: id, obligation: agreements.at(-1)?.obligations[0]?.id }
  await act(merchant, dispute, 'record_performance', { ...done, proof: '微信退款单号 50300012027' })
  await act(consumer, dispute, 'confirm_obligation', done)
  await expectTurn(consumer, /^已结案/)
  await expectUnheard(merchant, dispute, consumersSecret, consumersRoom)
  await expectUnheard(consumer, dispute, shopsSecret, shopsRoom)
})
