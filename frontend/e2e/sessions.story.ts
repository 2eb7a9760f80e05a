/** When mediator and parties meet: proposed, chosen by all, moved, reminded of, joined from a mail, attended, called off; and what goes on at the table. */
import { expect, test, type Person } from './support'
import { dayIn, name, phone, type Filed } from './steps/before'
import { dialog, expectSaid, show } from './steps/dispute'
import { kettle } from './steps/filing'
import { codeFor } from './steps/login'
import { mediating, type Table } from './steps/mediated'
import { openCase } from './steps/mediation'
import { chooseTimes, enterRoom, expectUnheard, invitation, parse, proposeSession, roomsOf, sayHere, unfoldSessions } from './steps/rooms'

const mediatorsMail = 'shenjingan@demo.example'
const shopsVoice = /一念手作/
const hourMs = 3_600_000

type Come = (how?: 'pointer') => Promise<Person>

async function begin(onPhone: Come, atDesk: Come): Promise<{ all: Table; dispute: Filed }> {
  const all = { consumer: await onPhone(), merchant: await onPhone(), agent: await atDesk(), registrar: await atDesk(), mediator: await atDesk() }
  const dispute = await mediating(all)
  for (const party of [all.consumer, all.merchant]) await party.page.goto(`/disputes/${dispute.id}?tab=chat`)
  await openCase(all.mediator, '我的调解', dispute.number)
  return { all, dispute }
}

/** Lets time go on until so many minutes before an instant. */
function moveTo({ server }: Person, at: string, minutesBefore: number): void {
  const left = Date.parse(`${at}:00+08:00`) - minutesBefore * 60_000 - server.now().getTime()
  server.moveOn(left / hourMs)
}

const inWords = (day: string) => `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const inCalendar = (time: string) => `${time.replaceAll('-', '').replace(':', '')}00`

test('a session is proposed, chosen by all, moved, reminded of, joined from the mail and attended', async ({ onPhone, atDesk, server }) => {
  const { all: { consumer, merchant, mediator }, dispute } = await begin(onPhone, atDesk)
  const first = `${dayIn(mediator, 2)}T10:00`
  const second = `${dayIn(mediator, 3)}T15:00`
  await unfoldSessions(mediator)
  await proposeSession(mediator, [first, second])
  await expect(consumer.page.getByText('请选择会议时间').first()).toBeVisible()
  await chooseTimes(consumer, ['不行', '可以'])
  await chooseTimes(merchant, ['可以', '勉强可以'])

  // The one that suits all stands, in calendars too.
  for (const party of [consumer, merchant]) {
    await unfoldSessions(party)
    await expect(party.page.getByRole('heading', { name: /15:00–16:00/ })).toBeVisible()
  }
  await consumer.look()
  const own = await invitation(consumer)
  expect(own).toMatchObject({ METHOD: 'PUBLISH', SEQUENCE: '0', STATUS: 'CONFIRMED', DTSTART: inCalendar(second) })
  const about = (words: string) => new RegExp(`${dispute.number}[^]*${words}`)
  const letter = await server.message(mediatorsMail, about('调解会议定于'))
  expect(letter.body).toContain(`${inWords(second.slice(0, 10))} 15:00`)
  const told = parse(letter.calendar ?? '')
  expect(told).toMatchObject({ METHOD: 'REQUEST', SEQUENCE: '0', UID: own.UID, DTSTART: inCalendar(second) })
  expect(told.ATTENDEE).toContain(mediatorsMail)

  // Moved: the same entry under the next number.
  const third = `${dayIn(mediator, 4)}T09:30`
  await proposeSession(mediator, [third], { fixed: true, again: true })
  await expect(consumer.page.getByRole('heading', { name: /09:30–10:30/ })).toBeVisible()
  const moved = await invitation(consumer)
  expect(moved).toMatchObject({ UID: own.UID, DTSTART: inCalendar(third) })
  expect(Number(moved.SEQUENCE)).toBeGreaterThan(Number(own.SEQUENCE))
  const again = await server.message(mediatorsMail, about('调解会议定于'), letter)
  expect(parse(again.calendar ?? '')).toMatchObject({ METHOD: 'REQUEST', SEQUENCE: moved.SEQUENCE, UID: own.UID })

  // A day before, all are reminded; the link of the mail leads into the room.
  moveTo(mediator, third, 24 * 60 - 1)
  const reminder = await server.message(mediatorsMail, about('调解会议将于'))
  expect(reminder.body).toContain(`${inWords(third.slice(0, 10))} 09:30`)
  await server.message(phone, about('调解会议将于'))
  // Whoever came by a link of their own joins by the one that reminds them.
  const shopsLink = /https?:\S+\/r\?tab=chat#\S+/.exec((await server.message(kettle.merchantPhone, about('调解会议将于'))).body)?.[0] ?? ''
  moveTo(mediator, third, 5)
  await mediator.page.goto(/https?:\S+\/work\/disputes\/\S+/.exec(reminder.body)?.[0] ?? '')
  await consumer.page.reload()
  const shop = await onPhone()
  await shop.page.goto(shopsLink)
  const code = await codeFor(shop, kettle.merchantPhone, () => shop.hand.press(shop.page.getByRole('button', { name: '发送验证码' })))
  await shop.hand.write(shop.page.getByRole('textbox', { name: '验证码' }), code)
  await shop.look()
  await shop.hand.press(shop.page.getByRole('button', { name: '进入' }))
  await sayHere(mediator, '我到了，等店主五分钟。')
  await expectSaid(shop, '我到了，等店主五分钟。')
  await shop.page.context().close()
  await expectSaid(consumer, '我到了，等店主五分钟。')
  await consumer.look()

  // Whoever was in the room is on record, with when.
  moveTo(mediator, third, -75)
  const past = consumer.page.getByText(/已结束或取消的会议/)
  await unfoldSessions(consumer)
  await consumer.hand.press(past)
  const record = consumer.page.getByRole('region', { name: '到场情况' })
  await expect(record.getByText(new RegExp(`${name}.*09:2\\d`))).toBeVisible()
  await expect(record.getByText(/沈静安.*09:2\d/)).toBeVisible()
  await expect(record.getByText(/一念手作.*09:2\d/)).toBeVisible()
  await consumer.look()

  // Called off: calendars strike it out under the next number.
  await unfoldSessions(mediator)
  await proposeSession(mediator, [`${dayIn(mediator, 3)}T11:00`], { fixed: true })
  const next = await server.message(mediatorsMail, about('调解会议定于'), reminder)
  await mediator.hand.press(mediator.page.getByRole('button', { name: '取消会议' }))
  await mediator.hand.write(dialog(mediator).getByRole('textbox', { name: /取消的原因/ }), '店主当天要去进货。')
  await mediator.look()
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '取消会议', exact: true }))
  const off = await server.message(mediatorsMail, about('的调解会议取消'), next)
  const before = parse(next.calendar ?? '')
  const after = parse(off.calendar ?? '')
  expect(after).toMatchObject({ METHOD: 'CANCEL', STATUS: 'CANCELLED', UID: before.UID })
  expect(Number(after.SEQUENCE)).toBeGreaterThan(Number(before.SEQUENCE))
  await expect(consumer.page.getByText('店主当天要去进货。').first()).toBeAttached()
})

test('at the table hands are raised, the floor is given, an agenda is kept, somebody is silenced and sent out', async ({ onPhone, atDesk }) => {
  const { all: { consumer, merchant, mediator }, dispute } = await begin(onPhone, atDesk)
  for (const person of [consumer, merchant, mediator]) await expect(person.page.getByText('自由发言', { exact: true })).toBeVisible()
  await sayHere(merchant, '店主在，请讲。')

  const table = (person: Person) => person.page.getByRole('button', { name: /展开$/ })
  await mediator.hand.press(table(mediator))
  await mediator.hand.press(mediator.page.getByRole('button', { name: '编辑议程' }))
  await mediator.hand.write(dialog(mediator).getByRole('textbox', { name: '第 1 项' }), '壶为什么漏')
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '添加一项' }))
  await mediator.hand.write(dialog(mediator).getByRole('textbox', { name: '第 2 项' }), '退多少钱')
  await mediator.look()
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '保存' }))
  await consumer.hand.press(table(consumer))
  await expect(consumer.page.getByRole('region', { name: '议程' }).getByText('2. 退多少钱')).toBeVisible()

  await consumer.hand.press(consumer.page.getByRole('button', { name: '举手', exact: true }))
  const hands = mediator.page.getByRole('region', { name: '举手的人' })
  await expect(hands.getByText(name)).toBeVisible()
  await mediator.hand.pick(mediator.page.getByRole('checkbox', { name: /只有被请发言的人可以发言/ }))
  await mediator.hand.press(hands.getByRole('button', { name: '请发言' }))
  await expect(merchant.page.getByRole('button', { name: new RegExp(`^${name} 发言`) })).toBeVisible()
  await expect(merchant.page.getByText(/现在由别人发言/)).toBeVisible()
  await sayHere(consumer, '倒满水就从壶嘴下面渗出来。')
  await mediator.look()
  await mediator.hand.press(mediator.page.getByRole('button', { name: '发言结束' }))
  await mediator.hand.pick(mediator.page.getByRole('checkbox', { name: /只有被请发言的人可以发言/ }))
  await expect(merchant.page.getByText('自由发言', { exact: true })).toBeVisible()

  const shopsLine = mediator.page.getByRole('region', { name: '发言与秩序' }).getByRole('listitem').filter({ hasText: shopsVoice })
  await mediator.hand.press(shopsLine.getByRole('button', { name: '暂停其发言' }))
  await mediator.hand.write(dialog(mediator).getByRole('textbox', { name: '理由' }), '请先听对方说完。')
  await mediator.look()
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '暂停其发言' }))
  await expect(merchant.page.getByText(/调解员已暂停您在这里发言.*请先听对方说完/)).toBeVisible()
  await mediator.hand.press(shopsLine.getByRole('button', { name: '恢复其发言' }))
  await sayHere(merchant, '我听完了，壶可以寄回来看。')

  // A word to the mediator alone never reaches the other side.
  const aside = '店主上次私下说可以退两百'
  await consumer.hand.press(consumer.page.getByRole('button', { name: '单独告诉调解员' }))
  await consumer.hand.write(dialog(consumer).getByRole('textbox', { name: '想说什么' }), aside)
  await consumer.look()
  await consumer.hand.press(dialog(consumer).getByRole('button', { name: '只发给调解员' }))
  await enterRoom(mediator, new RegExp(`^与${name}单独沟通`))
  await expectSaid(mediator, aside)
  const [room] = await roomsOf(consumer, dispute, 'caucus')
  await expectUnheard(merchant, dispute, aside, room?.id ?? '')

  await enterRoom(mediator, /^调解室/)
  await mediator.hand.press(shopsLine.getByRole('button', { name: '请其离开' }))
  await mediator.hand.write(dialog(mediator).getByRole('textbox', { name: '理由' }), '多次打断，请先冷静一下。')
  await mediator.hand.press(dialog(mediator).getByRole('button', { name: '请其离开' }))
  await expect(mediator.page.getByText(/已被请离调解室/)).toBeVisible()
  await sayHere(consumer, '店主不在，我先说到这里。')
  await expect(merchant.page.getByText('店主不在，我先说到这里。')).toHaveCount(0)
  await show(merchant, '进展')
  await merchant.look()
  await mediator.hand.press(mediator.page.getByRole('button', { name: '请其回来' }))
  await show(merchant, '沟通')
  await expectSaid(merchant, '店主不在，我先说到这里。')

  // The mediator's own notes are nobody else's.
  const note = '双方只差运费，下次谈运费'
  await enterRoom(mediator, /^我的记录/)
  await mediator.hand.write(mediator.page.getByRole('textbox', { name: '输入只在这里可见的内容' }), note)
  await mediator.hand.press(mediator.page.getByRole('button', { name: '发送', exact: true }))
  await expectSaid(mediator, note)
  const [notes] = await roomsOf(mediator, dispute, 'mediator_notes')
  for (const party of [consumer, merchant]) await expectUnheard(party, dispute, note, notes?.id ?? '')
})
