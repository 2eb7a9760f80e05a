/** Whoever withdraws on a promise is warned first. */
import { expect, hands, test } from './support'
import { answered } from './steps/before'
import { beginWithdrawal, dialog, expectTurn } from './steps/dispute'

for (const how of hands) {
  test(`a withdrawal asks whether the money has arrived, by ${how}`, async ({ onPhone, atDesk }) => {
    const consumer = await onPhone(how)
    const merchant = await onPhone(how)
    const dispute = await answered({ consumer, merchant, agent: await atDesk(how) })
    await merchant.page.goto(`/disputes/${dispute.id}`)
    await consumer.page.goto(`/disputes/${dispute.id}`)
    const { hand, look } = consumer
    const box = dialog(consumer)
    const withdraw = box.getByRole('button', { name: '撤回申请' })

    await beginWithdrawal(consumer)
    await hand.press(withdraw)
    await expect(box.getByRole('alert')).toContainText('请回答钱是否到账')
    await look()
    await hand.pick(box.getByRole('radio', { name: /还没有/ }))
    await expect(box.getByText('先别急着撤')).toBeVisible()
    await hand.press(withdraw)
    await expect(box.getByRole('alert')).toContainText('请先阅读提醒并勾选')
    await look()

    await hand.press(box.getByRole('button', { name: '改为提出带日期的方案' }))
    await expect(box.getByRole('heading', { name: '提出方案' })).toBeVisible()
    await hand.press(box.getByRole('button', { name: '关闭' }))

    await beginWithdrawal(consumer)
    await hand.pick(box.getByRole('radio', { name: /还没有/ }))
    await hand.pick(box.getByRole('checkbox', { name: /我知道风险/ }))
    await hand.press(withdraw)
    await expectTurn(consumer, '已结案 · 已撤回')
    await expectTurn(merchant, '已结案 · 已撤回')
    await look()
  })
}
