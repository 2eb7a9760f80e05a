/** The server dies in the middle of a conversation. Nothing that was said is lost or said twice. */
import { expect, hands, test, type Person } from './support'
import { answered } from './steps/before'
import { expectSaid, say, show } from './steps/dispute'

const said = ['东西我已经拍了照。', '好的，请稍等，我去仓库看看。', '不急，您慢慢找。']
const onTheWay = '找到了吗？'
const whileDown = '网络好像断了，我先把话写在这里。'

for (const how of hands) {
  test(`a conversation survives the death of the server, by ${how}`, async ({ onPhone, atDesk, server }) => {
    const consumer = await onPhone(how)
    const merchant = await onPhone(how)
    const dispute = await answered({ consumer, merchant, agent: await atDesk(how) })
    for (const person of [consumer, merchant]) {
      await person.page.goto(`/disputes/${dispute.id}`)
      await show(person, '沟通')
    }
    await say(consumer, said[0] ?? '')
    await say(merchant, said[1] ?? '')
    await say(consumer, said[2] ?? '')
    await expectAllSaid([consumer, merchant], said)

    await say(consumer, onTheWay)
    await server.kill()
    await say(consumer, whileDown)
    await expect(consumer.page.getByText('发送中').last()).toBeVisible()
    await server.start()

    await expectAllSaid([consumer, merchant], [...said, onTheWay, whileDown])
    await say(merchant, '找到了，是我们的错。')
    await expectAllSaid([consumer, merchant], [...said, onTheWay, whileDown, '找到了，是我们的错。'])
    await expect(consumer.page.getByText('发送中')).toHaveCount(0)
    await merchant.page.reload()
    await expectAllSaid([merchant], [...said, onTheWay, whileDown, '找到了，是我们的错。'])
  })
}

async function expectAllSaid(people: Person[], words: string[]): Promise<void> {
  for (const person of people) for (const each of words) await expectSaid(person, each)
}
