/**
 * A machine is lost, and another takes its place with the last backup. Whoever has a page open is
 * asked to log in again, sees what the backup held and nothing that came after it, and goes on.
 */
import { expect, test } from './support'
import { answered, name, phone } from './steps/before'
import { addressOf } from './steps/desk'
import { expectSaid, say, show } from './steps/dispute'
import { comeIn, logInByPhone } from './steps/login'

const kept = ['照片和订单截图都在证据里了。', '收到，我们明天给您答复。']
const lost = '补充一句：包装还留着。'
const begun = '我还有一句没写完'
const afterwards = '换了机器之后，我们接着说。'

test('after a restore on another machine people go on from what the backup held', async ({ onPhone, atDesk, server }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk()]
  const dispute = await answered({ consumer, merchant, agent })
  const { page, hand, look } = consumer
  for (const person of [consumer, merchant]) {
    await person.page.goto(`/disputes/${dispute.id}`)
    await show(person, '沟通')
  }
  await say(consumer, kept[0] ?? '')
  await say(merchant, kept[1] ?? '')
  for (const words of kept) await expectSaid(consumer, words)

  const archive = server.backup()
  await say(consumer, lost)
  await expectSaid(merchant, lost)
  await hand.write(page.getByRole('textbox', { name: '输入消息' }), begun)
  await server.moveTo(archive)

  await expect(page.getByText('您的登录已经结束')).toBeVisible({ timeout: 30_000 })
  await look()
  await hand.press(page.getByRole('link', { name: '重新登录' }))
  await logInByPhone(consumer, phone, name)
  await expect(page).toHaveURL(new RegExp(`/disputes/${dispute.id}`))
  for (const words of kept) await expectSaid(consumer, words)
  await expect(page.getByText(lost)).toHaveCount(0)
  await expect(page.getByRole('textbox', { name: '输入消息' })).toHaveValue(begun)
  await say(consumer, afterwards)

  await comeIn(agent, addressOf(dispute.responder))
  await agent.page.goto(`/work/disputes/${dispute.id}`)
  await expectSaid(agent, afterwards)
  await expect(agent.page.getByText(lost)).toHaveCount(0)
})
