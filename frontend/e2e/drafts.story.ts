/** What is begun is not lost: not by a reload, a log-out, a restart or another device; and what is sent can be undone. */
import { expect, test, type Person } from './support'
import { filed } from './steps/before'
import { addressOf } from './steps/desk'
import { comeIn } from './steps/login'
import { mediating } from './steps/mediated'
import { toAll } from './steps/rooms'

const begun = '已核对订单和照片，壶嘴漏水。'

async function form({ page, hand }: Person, dispute: string): Promise<void> {
  await page.goto(`/work/disputes/${dispute}`)
  await hand.press(page.getByRole('group', { name: '可以办理的事项' }).getByRole('button', { name: '首问答复' }))
}

test('half an answer follows its writer to another device, through a log-out and a restart', async ({ onPhone, atDesk, server }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const dispute = await filed(consumer)
  const address = addressOf(dispute.responder)
  await comeIn(agent, address)
  await form(agent, dispute.id)
  const { page } = agent
  await page.getByRole('textbox', { name: '查明的情况' }).fill(begun)
  await page.getByRole('textbox', { name: '发给双方当事人的消息' }).waitFor({ state: 'hidden' })
  await expect(page.getByText('草稿已保存')).toBeVisible()
  await page.request.post('/api/v1/logout', { data: {} })
  await server.kill()
  await server.start()

  const phone = await onPhone()
  await comeIn(phone, address)
  await form(phone, dispute.id)
  await expect(phone.page.getByRole('textbox', { name: '查明的情况' })).toHaveValue(begun)
  await phone.page.getByRole('textbox', { name: '查明的情况' }).fill(`${begun}壶底有裂纹。`)
  await expect(phone.page.getByText('草稿已保存')).toBeVisible()

  await comeIn(agent, address)
  await form(agent, dispute.id)
  await expect(page.getByRole('textbox', { name: '查明的情况' })).toHaveValue(`${begun}壶底有裂纹。`)
  await phone.page.getByRole('textbox', { name: '查明的情况' }).fill('手机上改过。')
  await expect(phone.page.getByText('草稿已保存')).toBeVisible()
  await page.getByRole('textbox', { name: '查明的情况' }).fill('电脑上也改了。')
  const clash = page.getByRole('alert').filter({ hasText: '您在另一个窗口或设备上改过这份草稿' })
  await expect(clash).toContainText('手机上改过。')
  await agent.look()
  await clash.getByRole('button', { name: '改用另一份' }).click()
  await expect(page.getByRole('textbox', { name: '查明的情况' })).toHaveValue('手机上改过。')
})

test('what is sent can be undone for a moment, and leaves once although the window is closed', async ({ onPhone, atDesk }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const dispute = await filed(consumer)
  await consumer.page.goto(`/disputes/${dispute.id}?tab=chat`)
  await comeIn(agent, addressOf(dispute.responder))
  const { page } = agent
  await page.goto(`/work/disputes/${dispute.id}`)
  const box = page.getByRole('textbox', { name: '发给双方当事人的消息' })
  const waiting = (words: string) => page.getByRole('region', { name: '待发出' }).getByRole('listitem').filter({ hasText: words })
  await box.fill('您好，我是您的首问责任人。')
  await box.press('Enter')
  await expect(waiting('您好')).toContainText(/消息将在 \d+ 秒后发出/)
  // It may leave while somebody looks.
  await agent.look()
  await box.fill('发错人了')
  await box.press('Enter')
  await waiting('发错人了').getByRole('button', { name: '撤回' }).click()
  await expect(box).toHaveValue('发错人了')
  await expect(box).toBeFocused()
  await box.fill('已经联系店铺。')
  await box.press('Enter')
  await expect(waiting('已经联系店铺。')).toBeVisible()
  await box.fill('正在核实，请稍候。')
  await box.press('Enter')
  await expect(waiting('正在核实，请稍候。')).toBeVisible()
  await page.close()
  const log = consumer.page.getByRole('log')
  await expect(log.getByText('正在核实，请稍候。')).toBeVisible({ timeout: 25_000 })
  await expect(log.getByRole('article')).toHaveText([/您好，我是您的首问责任人。/, /已经联系店铺。/, /正在核实，请稍候。/])
})

test('who writes on while a message is still on its way loses neither', async ({ onPhone, atDesk }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const dispute = await filed(consumer)
  await comeIn(agent, addressOf(dispute.responder))
  const { page } = agent
  await page.goto(`/work/disputes/${dispute.id}`)
  const box = page.getByRole('textbox', { name: '发给双方当事人的消息' })
  const kept = () => page.waitForResponse((answer) => /\/unsent\//.test(answer.url()) && answer.request().method() === 'PUT' && answer.ok())
  const first = kept()
  await box.fill('您好，我是您的首问责任人。')
  await first
  let goOn = (): void => undefined
  const road = `**/api/v1/disputes/${dispute.id}/held`
  await page.route(road, async (route) => {
    await new Promise<void>((done) => { goOn = done })
    await route.continue()
  })

  const asked = page.waitForRequest(road)
  await box.press('Enter')
  await expect(box).toHaveValue('')
  await box.fill('已经联系店铺，')
  await asked
  const second = kept()
  goOn()
  await expect(page.getByText(/消息将在 \d+ 秒后发出/)).toBeVisible()
  await second
  await expect(box).toHaveValue('已经联系店铺，')
  await page.unroute(road)
  await page.reload()
  await expect(box).toHaveValue('已经联系店铺，')

  // What is refused comes back before what was begun since.
  await page.route(road, async (route) => {
    await new Promise<void>((done) => { goOn = done })
    await route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ status: 422, code: 'invalid', title: '内容不符合要求' }) })
  })
  const again = page.waitForRequest(road)
  await box.press('Enter')
  await expect(box).toHaveValue('')
  await box.fill('另外，')
  await again
  goOn()
  await expect(box).toHaveValue('已经联系店铺，\n另外，')
})

test('whoever writes while something happens is shown what it was, and keeps what they wrote', async ({ onPhone, atDesk }) => {
  const [consumer, agent] = [await onPhone(), await atDesk()]
  const dispute = await filed(consumer)
  await comeIn(agent, addressOf(dispute.responder))
  await form(agent, dispute.id)
  const { page } = agent
  await page.getByRole('textbox', { name: '查明的情况' }).fill(begun)
  await page.getByRole('textbox', { name: '下一步安排' }).fill('请店铺在三天内给出退款方案。')
  await consumer.page.request.post(`/api/v1/disputes/${dispute.id}/urge`, { data: {} })
  await page.getByRole('button', { name: '确认：首问答复' }).click()
  const notice = page.getByRole('alert').filter({ hasText: '您填写期间，争议有了新进展' })
  await expect(notice).toContainText('催办')
  await agent.look()
  await expect(page.getByRole('textbox', { name: '查明的情况' })).toHaveValue(begun)
  await notice.getByRole('button', { name: '已看过，仍然发送' }).click()
  await page.getByRole('button', { name: '立即发送' }).click()
  await expect(page.getByText('已办理：首问答复')).toBeVisible()

  // The same on a phone, from the other side of the desk.
  await consumer.page.goto(`/disputes/${dispute.id}`)
  await consumer.hand.press(consumer.page.getByRole('button', { name: '协商不成', exact: true }))
  await consumer.page.getByRole('dialog').getByRole('textbox').fill('商家一直不回复。')
  const { parties } = await (await page.request.get(`/api/v1/disputes/${dispute.id}`)).json()
  await page.request.post(`/api/v1/disputes/${dispute.id}/demand_evidence`, { data: { of: parties[1].id, items: ['发货前的照片'] } })
  await consumer.hand.press(consumer.page.getByRole('dialog').getByRole('button', { name: '协商不成', exact: true }))
  const told = consumer.page.getByRole('alert').filter({ hasText: '您填写期间，争议有了新进展' })
  await expect(told).toContainText('发货前的照片')
  await consumer.look()
  await expect(consumer.page.getByRole('dialog').getByRole('textbox')).toHaveValue('商家一直不回复。')
  await consumer.hand.press(told.getByRole('button', { name: '放弃' }))
  await expect(consumer.page.getByRole('dialog')).toBeHidden()
})

test('what a mediator has begun, a message or a proposal, is there after a reload', async ({ onPhone, atDesk }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk()]
  const [registrar, mediator] = [await atDesk(), await atDesk()]
  const dispute = await mediating({ consumer, merchant, agent, registrar, mediator })
  const { page, hand } = mediator
  const step = () => hand.press(page.getByRole('group', { name: '可以办理的事项' }).getByRole('button', { name: '提出调解方案' }))
  const kept = () => page.waitForResponse((answer) => /\/unsent\//.test(answer.url()) && answer.request().method() === 'PUT' && answer.ok())
  await page.goto(`/work/disputes/${dispute.id}`)
  const box = page.getByRole('textbox', { name: toAll })
  const first = kept()
  await box.fill('两位好，我先说明调解的规则。')
  await first
  await step()
  const what = page.getByRole('textbox', { name: '具体内容' })
  const second = kept()
  await what.fill('退还全部货款')
  await second
  await hand.press(page.getByRole('button', { name: '关闭' }).first())
  await expect(box).toHaveValue('两位好，我先说明调解的规则。')
  await page.reload()
  await expect(box).toHaveValue('两位好，我先说明调解的规则。')
  await step()
  await expect(what).toHaveValue('退还全部货款')
  await mediator.look()
  await expect(page.getByRole('alert').filter({ hasText: '另一个窗口' })).toHaveCount(0)
})
