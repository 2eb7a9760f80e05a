/** A promise is broken: the consumer chooses what follows, and a new date is kept. */
import { expect, hands, test } from './support'
import { agreed, dayIn } from './steps/before'
import { confirm, expectPhase, expectTurn, giveNewDate, perform } from './steps/dispute'
import { kettle } from './steps/filing'
import { enterByLink } from './steps/login'

/** Due in four days, then seven days to show or confirm, with the longest holidays between; short of the fifteen days to choose. */
const untilBreachHours = 22 * 24

for (const how of hands) {
  test(`a promise not kept is a breach, and the consumer chooses, by ${how}`, async ({ onPhone, atDesk, server }) => {
    const consumer = await onPhone(how)
    const merchant = await onPhone(how)
    const agent = await atDesk(how)
    const dispute = await agreed({ consumer, merchant, agent })
    await consumer.page.goto(`/disputes/${dispute.id}`)
    await expectPhase(consumer, '履行中')
    await agent.page.goto(`/work/disputes/${dispute.id}`)

    server.moveOn(untilBreachHours)
    await expect(consumer.page.getByText('约定的事没有按期做到')).toBeVisible()
    await expectTurn(consumer, '现在轮到您')
    await expect(consumer.page.getByText('对方没有按约履行，请选择下一步。')).toBeVisible()
    await expect(agent.page.getByRole('main').getByText('未按约履行').first()).toBeVisible()
    await consumer.look()
    await agent.look()

    await giveNewDate(consumer, dayIn(consumer, 6))
    await expect(consumer.page.getByText('约定新的日期')).toBeVisible()
    await enterByLink(merchant, kettle.merchantPhone)
    await perform(merchant, '微信退款单号 50300012026')
    await confirm(consumer)
    await expectTurn(consumer, '已结案 · 已履行')
    await expectTurn(merchant, '已结案 · 已履行')
  })
}
