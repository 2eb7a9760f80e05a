/** How long have I got, and what can I ask for: without a log-in, by keyboard, in both languages. */
import { expect, hands, test } from './support'

for (const how of hands) {
  test(`a term is counted and explained, by ${how}`, async ({ onPhone }) => {
    const { page, hand, look } = await onPhone(how)
    await page.goto('/law')
    await hand.choose(page.getByLabel('想知道哪一个期限', { exact: true }), '自己填期限')
    await hand.date(page.getByLabel('从哪一天起算'), '2026-09-24')
    await hand.write(page.getByLabel('多长', { exact: true }), '7')
    await hand.press(page.getByRole('button', { name: '算一算' }))
    const result = page.locator('section', { has: page.getByRole('heading', { name: '最后期限' }) })
    await expect(result).toContainText('2026年10月12日')
    await expect(result).toContainText('国庆节')
    await expect(result).toContainText('2026-10-10')
    await look()

    await hand.choose(page.getByLabel('想知道哪一个期限', { exact: true }), '七天无理由退货：通知商家')
    await hand.date(page.getByLabel('哪一天签收的'), '2026-09-10')
    await hand.press(page.getByRole('button', { name: '算一算' }))
    await expect(result).toContainText('2026年9月17日')
  })

  test(`exactly the missing facts are asked for, by ${how}`, async ({ onPhone }) => {
    const { page, hand, look } = await onPhone(how)
    await page.goto('/law?what=amount')
    await hand.choose(page.getByLabel('发生了什么', { exact: true }), '食品有问题')
    await hand.write(page.getByLabel('实际支付了多少？'), '86')
    await hand.date(page.getByLabel(/保质期到哪一天/), '2026-08-20')
    await hand.date(page.getByLabel('哪一天签收或接受服务？'), '2026-08-28')
    await hand.choose(page.getByLabel('为生活消费需要购买', { exact: true }), '有证据，或者双方都认可')
    const total = page.locator('[data-total]')
    await expect(total).toHaveText('¥1,086.00')
    const tenfold = page.locator('[data-claim="tenfold"]')
    await expect(tenfold).toContainText('较高者(10 × 86.00, 1,000.00)')
    await expect(tenfold).toContainText('食品安全法')
    await expect(page.getByText('不是裁决', { exact: false }).first()).toBeVisible()
    await look()
  })
}

test('the same page answers in English', async ({ atDesk }) => {
  const { page, hand } = await atDesk()
  await page.goto('/law?what=amount')
  await hand.press(page.getByRole('button', { name: 'English' }))
  await hand.choose(page.getByLabel('What happened', { exact: true }), 'Deposit not returned')
  await hand.write(page.getByLabel('How much was the deposit?'), '300')
  await expect(page.locator('[data-claim="deposit_return"]')).toContainText('¥0.00 to ¥300.00')
  await expect(page.getByText('not a decision', { exact: false }).first()).toBeVisible()
})
