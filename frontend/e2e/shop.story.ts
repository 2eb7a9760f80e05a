/** A shop's desk: what waits for the shop, one answer to several disputes, and what became of them. */
import { expect, hands, test } from './support'
import { filedAbout } from './steps/before'
import { comeIn } from './steps/login'

for (const how of hands) {
  test(`a shop answers all that waits for it at once and reads its own record, by ${how}`, async ({ onPhone }) => {
    const [shop, consumer] = [await onPhone(how), await onPhone()]
    const { page, hand } = shop
    await comeIn(consumer, 'lin@demo.example')
    await filedAbout(consumer, { title: '清岚无线吸尘器 V9', statement: '充一晚上电只能用五分钟，客服让我再等等。', merchant: '清岚电器旗舰店' })
    await comeIn(shop, 'merchant')
    const vacuum = page.getByRole('listitem').filter({ hasText: '清岚无线吸尘器 V9' })
    // The shop's time runs once a notice lies in its account.
    await expect(async () => {
      await page.goto('/shop')
      await expect(vacuum).toContainText('请回应申请', { timeout: 2000 })
    }).toPass()
    await expect(page.getByRole('heading', { level: 1, name: '清岚电器旗舰店' })).toBeVisible()
    await hand.pick(page.getByRole('checkbox', { name: '选中本页全部' }))
    await expect(page.getByText(/^已选 \d+ 件$/)).toBeVisible()
    await shop.look()

    await hand.press(page.getByRole('button', { name: '一起回复' }))
    await hand.write(page.getByRole('textbox', { name: '内容' }), '您好，我们已经看到，今天之内给出处理方案。')
    await shop.look()
    await hand.press(page.getByRole('button', { name: /^发给/ }))
    // Where a promise is to be kept there is nothing to answer any more; a message goes there all the same.
    await expect(page.getByText(/^\d+ 件没有回复成功/)).toBeVisible()
    await shop.look()
    await hand.pick(page.getByRole('radio', { name: /发消息/ }))
    await hand.press(page.getByRole('button', { name: /^再试没有成功的/ }))
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(vacuum).toHaveCount(0)
    await expect(page.getByText(/^已选/)).toBeHidden()

    await hand.press(page.getByRole('link', { name: '本店记录' }))
    await expect(page.getByRole('table', { name: '争议类别' })).toBeVisible()
    await shop.look()
  })

  test(`a shop finds a dispute and goes from its list into it, by ${how}`, async ({ atDesk }) => {
    const { page, hand, ...shop } = await atDesk(how)
    await comeIn({ page, hand, ...shop }, 'merchant')
    await page.goto('/shop?part=all')
    await hand.write(page.getByRole('searchbox', { name: '查找争议' }), '台灯')
    await hand.press(page.getByRole('button', { name: '查找', exact: true }))
    await expect(page.getByRole('listitem').filter({ hasText: 'HJ-' })).toHaveCount(1)
    await hand.press(page.getByRole('link', { name: '清岚护眼台灯（直播间专享）' }))
    await expect(page.getByRole('heading', { level: 1, name: '清岚护眼台灯（直播间专享）' })).toBeVisible()
  })
}
