/** What was filed twice is merged and loses nothing, everybody finds the way, and it comes back whole. */
import { expect, test } from './support'
import { filed, filedAbout } from './steps/before'
import { kettle } from './steps/filing'
import { addressOf } from './steps/desk'
import { comeIn } from './steps/login'

test('a dispute that was filed twice is merged, and goes on by itself when its consumer says it is another matter', async ({ onPhone, atDesk }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const first = await filed(consumer)
  consumer.server.moveOn(2)
  const second = await filedAbout(consumer, { title: kettle.title, statement: '还是那只茶壶，没有人回复，再提交一次。' })
  await comeIn(agent, addressOf(second.responder))
  const { page } = agent
  await page.goto(`/work/disputes/${second.id}`)
  const panel = page.getByRole('region', { name: '关联与重复' })
  await agent.look()
  await panel.getByRole('button', { name: `并入 ${first.number}` }).click()
  const sure = page.getByRole('dialog')
  await expect(sure).toContainText('不会移动')
  await agent.look()
  await sure.getByRole('button', { name: '并入', exact: true }).click()
  await expect(panel.getByRole('link', { name: new RegExp(`已并入 ${first.number}`) })).toBeVisible()
  await agent.look()
  await page.goto('/work?view=open')
  await expect(page.getByRole('row').filter({ hasText: first.number })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: second.number })).toHaveCount(0)

  await consumer.page.goto(`/disputes/${second.id}`)
  await expect(consumer.page.getByText(`这件争议已并入 ${first.number}`)).toBeVisible()
  await consumer.look()
  await consumer.hand.press(consumer.page.getByRole('link', { name: `去 ${first.number}` }))
  await expect(consumer.page.getByRole('heading', { name: '并入这一件的争议' })).toBeVisible()
  await consumer.look()
  await consumer.hand.press(consumer.page.getByRole('link', { name: new RegExp(second.number) }))
  await consumer.hand.press(consumer.page.getByRole('button', { name: '撤销并入', exact: true }).first())
  await consumer.look()
  await consumer.hand.press(consumer.page.getByRole('dialog').getByRole('button', { name: '撤销并入', exact: true }))
  await expect(consumer.page.getByText(`这件争议已并入 ${first.number}`)).toBeHidden()
  await expect(consumer.page.getByText('首问处理').first()).toBeVisible()
  await page.goto('/work?view=open')
  await expect(page.getByRole('row').filter({ hasText: second.number })).toBeVisible()
})
