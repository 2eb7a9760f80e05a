/** From the filing on the phone to the money that came back: three people, three browsers, one dispute. */
import { expect, hands, test } from './support'
import { addressOf, answer, open } from './steps/desk'
import { accept, confirm, counter, expectPhase, expectSaid, expectTurn, offer, perform, respond, say, show, sign } from './steps/dispute'
import { file, kettle } from './steps/filing'
import { enterByLink, logInByPassword } from './steps/login'

const phone = '13900001234'
const name = '苏小满'

for (const how of hands) {
  test(`a dispute is filed, answered, negotiated, signed and performed, by ${how}`, async ({ onPhone, atDesk }) => {
    const consumer = await onPhone(how)
    const number = await file(consumer, phone, name)
    const responder = /首问责任人 (\S+) 会负责到底/.exec(await consumer.page.getByText('会负责到底').innerText())?.[1] ?? ''

    const agent = await atDesk(how)
    await logInByPassword(agent, addressOf(responder))
    await open(agent, number)
    await answer(agent)
    await expectTurn(consumer, /轮到/)
    await expectPhase(consumer, '协商和解')

    const merchant = await onPhone(how)
    await enterByLink(merchant, kettle.merchantPhone)
    await respond(merchant, '壶是我们发错了次品，愿意处理。')

    await show(consumer, '沟通')
    await show(merchant, '沟通')
    await say(consumer, '壶嘴漏水的视频我发过客服了，你们看到了吗？')
    await expectSaid(merchant, '壶嘴漏水的视频我发过客服了，你们看到了吗？')
    await say(merchant, '看到了，退您二百可以吗，壶您留着。')
    await expectSaid(consumer, '看到了，退您二百可以吗，壶您留着。')
    await consumer.look()

    await offer(merchant, { kind: '部分退款', amount: '200', what: '退还部分货款，壶不用寄回', how: '原路退回支付账户' })
    await expectTurn(consumer, '现在轮到您')
    await consumer.look()
    await counter(consumer, { amount: '268', what: '退还全部货款', how: '原路退回支付账户' })
    await accept(merchant)
    await expectPhase(consumer, '协议签署')

    await sign(consumer, name, phone)
    await sign(merchant, '一念手作 店主', kettle.merchantPhone)
    await expectPhase(merchant, '履行中')
    await perform(merchant, '微信退款单号 50300012026')
    await confirm(consumer)

    await expectTurn(consumer, '已结案 · 已履行')
    await expectTurn(merchant, '已结案 · 已履行')
    await consumer.look()
    await expect(agent.page.getByText('已结案：已履行')).toBeVisible()
  })
}
