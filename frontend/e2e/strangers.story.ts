/** Who has nothing to do with a dispute is not told that there is one. */
import { expect, test } from './support'
import { comeIn } from './steps/login'

test('a stranger is told nothing of a dispute', async ({ atDesk, onPhone }) => {
  const agent = await atDesk()
  await comeIn(agent, 'service_agent')
  const queue = await (await agent.page.request.get('/api/v1/queue?view=all&limit=1')).json()
  const address = `/disputes/${queue.items[0].id}`

  const stranger = await onPhone()
  await stranger.page.goto(address)
  await expect(stranger.page).toHaveURL(/\/login/)

  await stranger.page.goto('/')
  const [consumer] = queue.items[0].consumer as string
  await comeIn(stranger, consumer === '陈' ? 'lin@demo.example' : 'chen@demo.example')
  await stranger.page.goto(address)
  await expect(stranger.page.getByText('没有找到这个页面')).toBeVisible()
})
