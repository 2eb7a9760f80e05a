/** Nobody answers: it is shown, the supervisor hears of it, and the consumer is not left waiting. */
import { expect, hands, test } from './support'
import { filed } from './steps/before'
import { addressOf } from './steps/desk'
import { expectPhase, expectTurn } from './steps/dispute'
import { comeIn } from './steps/login'

const responseHours = 24
/** Three working days, with the longest holidays between; short of the fifteen days after which an impasse is closed. */
const untilImpasseHours = 13 * 24

for (const how of hands) {
  test(`a missed first answer is shown to all, and ends in an impasse, by ${how}`, async ({ onPhone, atDesk, server }) => {
    const consumer = await onPhone(how)
    const dispute = await filed(consumer)
    await consumer.page.goto(`/disputes/${dispute.id}`)
    await expectTurn(consumer, '现在轮到首问责任人')
    const agent = await atDesk(how)
    await comeIn(agent, addressOf(dispute.responder))
    await agent.page.goto('/work')
    await expect(agent.page.getByRole('row').filter({ hasText: dispute.number })).toBeVisible()

    server.moveOn(responseHours + 0.1)
    await expect(consumer.page.getByText('首问答复逾期，客服主管已收到提醒')).toBeVisible()
    await expect(consumer.page.getByRole('main').getByText('逾期未答复')).toBeVisible()
    await consumer.look()
    await agent.hand.press(agent.page.getByRole('link', { name: /逾期未答复/ }))
    const row = agent.page.getByRole('row').filter({ hasText: dispute.number })
    await expect(row).toContainText('逾期未答复')
    await agent.look()

    const supervisor = await atDesk(how)
    await comeIn(supervisor, 'supervisor')
    await supervisor.page.goto('/work/notices')
    const notice = supervisor.page.getByRole('listitem').filter({ hasText: dispute.number }).filter({ hasText: '逾期' })
    await supervisor.look()
    await supervisor.hand.press(notice.getByRole('link').first())
    await expect(supervisor.page.getByRole('heading', { level: 1, name: /柴烧茶壶/ })).toBeVisible()
    await supervisor.look()

    server.moveOn(untilImpasseHours)
    await expectPhase(consumer, '未达成一致')
    await expectTurn(consumer, '现在轮到您')
    await expect(consumer.page.getByText('双方没有达成一致。您可以再提方案、走其他途径，或者结案。')).toBeVisible()
    await consumer.look()
  })
}
