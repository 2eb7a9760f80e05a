/** Impatient people press twice. Nothing happens twice. */
import { expect, test } from './support'
import { answered, filed } from './steps/before'
import { dialog, show } from './steps/dispute'
import { comeIn } from './steps/login'
import { addressOf } from './steps/desk'

test('a button pressed twice does once', async ({ onPhone, atDesk }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk()]
  const dispute = await answered({ consumer, merchant, agent })
  await consumer.page.goto(`/disputes/${dispute.id}`)
  const { page } = consumer

  await show(consumer, '沟通')
  await page.getByRole('textbox', { name: '输入消息' }).fill('在吗？')
  await page.getByRole('button', { name: '发送' }).dblclick()
  await expect(page.getByRole('log').getByText('在吗？')).toHaveCount(1)

  await page.getByRole('button', { name: '提出方案' }).first().click()
  await dialog(consumer).getByRole('textbox', { name: '金额' }).fill('200')
  await dialog(consumer).getByRole('textbox', { name: '具体内容' }).fill('退还部分货款')
  await dialog(consumer).getByRole('textbox', { name: '怎么做' }).fill('原路退回支付账户')
  await dialog(consumer).getByRole('button', { name: '提出方案' }).dblclick()
  await expect(dialog(consumer)).toBeHidden()
  await show(consumer, '方案与协议')
  await page.reload()
  await expect(page.getByRole('article')).toHaveCount(1)
  await show(consumer, '沟通')
  await expect(page.getByRole('log').getByText('在吗？')).toHaveCount(1)
})

test('a first answer pressed twice is given once', async ({ onPhone, atDesk }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const dispute = await filed(consumer)
  await comeIn(agent, addressOf(dispute.responder))
  const { page } = agent
  await page.goto(`/work/disputes/${dispute.id}`)
  await page.getByRole('button', { name: '首问答复', exact: true }).click()
  await page.getByRole('textbox', { name: '查明的情况' }).fill('已核对订单和照片，壶底裂纹清晰可见。')
  await page.getByRole('textbox', { name: '下一步安排' }).fill('请店铺在三天内给出退款方案。')
  await page.getByRole('button', { name: '确认：首问答复' }).dblclick()
  await expect(page.getByText('已办理：首问答复')).toBeVisible()
  await page.getByRole('tab', { name: '时间线' }).click()
  await expect(page.getByText(/作出首问答复/).and(page.locator('[role=tabpanel] li p'))).toHaveCount(1)
})
