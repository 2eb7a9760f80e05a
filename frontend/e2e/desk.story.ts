/** The desk all day long: what is kept ready, what is still one's own, and colleagues at the same dispute. */
import { expect, test, type Page, type Person } from './support'
import { act, answered, type Filed } from './steps/before'
import { addressOf } from './steps/desk'
import { comeIn } from './steps/login'

const toBoth = '发给双方当事人的消息'
const toColleagues = '写内部备注（当事人看不到）'
const reply = '{{消费者}}您好，请把快递面单的照片发在这里，编号 {{争议编号}}。'

test('what is kept ready is written once and used by keyboard', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk('keyboard')]
  const dispute = await answered({ consumer, merchant, agent })
  const { page, hand } = agent

  await test.step('a reply of one’s own, with places', async () => {
    await page.goto('/work')
    await hand.press(page.getByRole('button', { name: '搜索或跳转' }))
    await expect(page.getByRole('combobox', { name: '搜索或跳转' })).toBeFocused()
    await page.keyboard.type('我的工作台')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: '我的工作台' })).toBeVisible()
    await hand.press(page.getByRole('tab', { name: '我的回复' }))
    await hand.press(page.getByRole('button', { name: '新的回复' }))
    await hand.write(page.getByRole('textbox', { name: '名称' }), '请发面单')
    await hand.write(page.getByRole('textbox', { name: /快捷词/ }), 'md')
    await hand.write(page.getByRole('textbox', { name: '内容' }), reply)
    await hand.press(page.getByRole('button', { name: '保存' }))
    await expect(page.getByRole('listitem').filter({ hasText: '请发面单' })).toBeVisible()
  })
  await test.step('a tag, made where it is needed', async () => {
    await page.goto(`/work/disputes/${dispute.id}`)
    await expect(page.getByRole('button', { name: dispute.number })).toBeVisible()
    await page.keyboard.press('t')
    await expect(dialogOf(page).getByRole('textbox')).toBeFocused()
    await page.keyboard.type('等面单')
    await page.keyboard.press('Enter')
    await expect(dialogOf(page).getByRole('checkbox', { name: '等面单' })).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(dialogOf(page)).toBeHidden()
    await expect(page.getByRole('main').locator('header').getByText('等面单')).toBeVisible()
  })
  await test.step('a macro of several steps', async () => {
    await page.goto('/work/own?tab=macros')
    await hand.press(page.getByRole('button', { name: '新的宏' }))
    await hand.write(page.getByRole('textbox', { name: '名称' }), '等面单')
    for (const kind of ['发消息给双方', '加标签', '写内部备注', '关注']) await add(agent, kind)
    await hand.write(page.getByRole('textbox', { name: '内容' }).first(), reply)
    await hand.choose(page.getByRole('combobox', { name: '标签', exact: true }), '等面单')
    await hand.write(page.getByRole('textbox', { name: '内容' }).last(), '面单没到就先打电话。')
    await hand.press(page.getByRole('button', { name: '保存' }))
    await expect(page.getByRole('listitem').filter({ hasText: '发消息给双方 → 加标签 → 写内部备注 → 关注' })).toBeVisible()
  })
  await test.step('the shortcut becomes the reply, with what the dispute says', async () => {
    await page.goto(`/work/disputes/${dispute.id}`)
    const box = page.getByRole('textbox', { name: toBoth })
    await expect(box).toBeVisible()
    await page.keyboard.press('r')
    await expect(box).toBeFocused()
    await page.keyboard.type(';md ')
    await expect(box).toHaveValue(new RegExp(`^苏小满您好.*${dispute.number}。$`))
    await hand.write(box, '')
  })
  await test.step('the macro shows each step before it runs', async () => {
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('m')
    await expect(dialogOf(page).getByRole('combobox', { name: '查找宏' })).toBeFocused()
    await page.keyboard.type('面单')
    await page.keyboard.press('Enter')
    await expect(dialogOf(page).getByRole('heading', { name: '预览：等面单' })).toBeFocused()
    await expect(dialogOf(page).getByRole('textbox', { name: '内容' }).first()).toHaveValue(new RegExp(`苏小满您好.*${dispute.number}`))
    await hand.pick(dialogOf(page).getByRole('checkbox', { name: '执行第 3 步' }))
    await hand.press(dialogOf(page).getByRole('button', { name: '运行 3 步' }))
    await expect(dialogOf(page).getByText('全部完成。')).toBeVisible()
    await expect(dialogOf(page).getByText('本来就是如此')).toBeVisible()
    await hand.press(dialogOf(page).getByRole('button', { name: '关闭' }).last())
    await expect(page.getByRole('log').getByText(`编号 ${dispute.number}`)).toBeVisible()
    await expect(page.getByRole('button', { name: '关注' })).toHaveAttribute('aria-pressed', 'true')
  })
  await test.step('the consumer reads it', async () => {
    await consumer.page.goto(`/disputes/${dispute.id}?tab=talk`)
    await expect(consumer.page.getByText(`编号 ${dispute.number}`)).toBeVisible()
    expect((await consumer.heard()).join('\n')).not.toContain('面单没到就先打电话')
  })
})

test('what was begun is found elsewhere, and what was sent can be taken back', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent, elsewhere] = [await onPhone(), await onPhone(), await atDesk(), await atDesk()]
  const dispute = await answered({ consumer, merchant, agent })
  await comeIn(elsewhere, addressOf(dispute.responder))
  const words = '店铺说明天给答复，我明早十点再看。'

  await write(agent, dispute, words)
  await elsewhere.page.goto(`/work/disputes/${dispute.id}`)
  await expect(async () => {
    await elsewhere.page.reload()
    await expect(elsewhere.page.getByRole('textbox', { name: toBoth })).toHaveValue(words, { timeout: 2000 })
  }).toPass()

  await agent.hand.press(agent.page.getByRole('button', { name: '发送', exact: true }))
  await expect(agent.page.getByText(/消息将在 \d+ 秒后发出/)).toBeVisible()
  await agent.page.getByRole('heading', { level: 1 }).click()
  await agent.page.keyboard.press('z')
  await expect(agent.page.getByRole('textbox', { name: toBoth })).toHaveValue(words)
  await expect(agent.page.getByText(/消息将在/)).toBeHidden()
  agent.server.moveOn(0.01)
  await consumer.page.goto(`/disputes/${dispute.id}?tab=talk`)
  expect((await consumer.heard()).join('\n')).not.toContain(words)
})

test('two at one dispute see each other, and whoever is late reads first', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent, other] = [await onPhone(), await onPhone(), await atDesk(), await atDesk()]
  const dispute = await answered({ consumer, merchant, agent })
  const names = ['方晴', '罗嘉', '秦朗']
  const second = names.find((each) => each !== dispute.responder) ?? ''
  await comeIn(other, addressOf(second))

  await write(agent, dispute, '我来打电话给店铺。', toColleagues)
  await other.page.goto('/work?view=open')
  await other.hand.write(other.page.getByRole('searchbox'), dispute.number)
  await expect(other.page.getByRole('row').filter({ hasText: dispute.number }).getByRole('img', { name: `正在处理：${dispute.responder}` })).toBeVisible()
  await other.look()
  await other.page.goto(`/work/disputes/${dispute.id}`)
  await other.hand.press(other.page.getByRole('tab', { name: '内部备注' }))
  await expect(other.page.getByText(`${dispute.responder}正在写内部备注`)).toBeVisible()
  await expect(agent.page.getByText(`${second}也在看这件争议`)).toBeVisible()

  await other.hand.write(other.page.getByRole('textbox', { name: toColleagues }), '我已经打过电话，店铺下午三点前答复。')
  await expect(agent.page.getByText(`${second}正在写内部备注`)).toBeVisible()
  await other.hand.press(other.page.getByRole('button', { name: '发送', exact: true }))
  await other.hand.press(other.page.getByRole('button', { name: '立即发送' }))
  await expect(agent.page.getByRole('log').getByText('店铺下午三点前答复')).toBeVisible()

  await agent.hand.press(agent.page.getByRole('button', { name: '发送', exact: true }))
  const asked = dialogOf(agent.page)
  await expect(asked.getByText('同事已经回复了')).toBeVisible()
  await expect(asked.getByText('店铺下午三点前答复')).toBeVisible()
  await agent.look()
  await agent.hand.press(asked.getByRole('button', { name: '仍然发送' }))
  await agent.hand.press(agent.page.getByRole('button', { name: '立即发送' }))
  await expect(agent.page.getByRole('log').getByText('我来打电话给店铺。')).toBeVisible()
})

test('a step that was overtaken keeps its words and shows what happened', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk()]
  const dispute = await answered({ consumer, merchant, agent })
  const { page, hand } = agent
  await page.goto(`/work/disputes/${dispute.id}`)
  await page.getByRole('group', { name: '可以办理的事项' }).getByRole('button', { name: '更多' }).click()
  await page.getByRole('menuitem', { name: '登记其他机构受理' }).or(page.getByRole('menuitem', { name: '要求举证' })).first().waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  await hand.write(page.getByRole('textbox', { name: /^交接说明/ }), '请接着盯店铺的方案。')
  await hand.press(page.getByRole('button', { name: /^按排班交给/ }))

  // What the merchant says reaches the server while the page of the agent still shows what was before.
  let arrive: () => void = () => undefined
  const later = new Promise<void>((done) => { arrive = done })
  await page.route('**/api/v1/disputes/*', async (route) => {
    if (route.request().method() === 'GET') await later
    await route.continue()
  })
  await act(merchant, dispute, 'respond', { statement: '同意退货退款，请顾客寄回。' })
  await hand.press(page.getByRole('button', { name: /^确认：接办/ }))
  arrive()
  const notice = page.getByRole('alert').filter({ hasText: '您填写期间，争议有了新进展' })
  await expect(notice).toContainText('作出回应')
  await expect(notice).toContainText('同意退货退款')
  await expect(page.getByRole('textbox', { name: /^交接说明/ })).toHaveValue('请接着盯店铺的方案。')
  await agent.look()
  await hand.press(notice.getByRole('button', { name: '已看过，仍然发送' }))
  await expect(page.getByText(/已办理：接办/)).toBeVisible()
})

test('who types before the box is there loses no letter and starts nothing', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk('keyboard')]
  const dispute = await answered({ consumer, merchant, agent })
  const { page } = agent
  let bring: () => void = () => undefined
  const slow = new Promise<void>((done) => { bring = done })
  await page.route('**/CommandPalette*.js', async (route) => {
    await slow
    await route.continue()
  })
  await page.goto(`/work/disputes/${dispute.id}`)
  await expect(page.getByRole('button', { name: dispute.number })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('art')
  bring()
  await expect(page.getByRole('combobox', { name: '搜索或跳转' })).toHaveValue('art')
  await expect(dialogOf(page)).toHaveCount(1)
})

test('Enter takes what was marked, however late the rest is found', async ({ atDesk, onPhone }) => {
  const [consumer, merchant, agent] = [await onPhone(), await onPhone(), await atDesk('keyboard')]
  const dispute = await answered({ consumer, merchant, agent })
  const { page } = agent
  await page.goto(`/work/disputes/${dispute.id}`)
  await expect(page.getByRole('button', { name: dispute.number })).toBeVisible()
  const rows = { items: [{ ...(await found(agent, dispute)), title: '标签机 热敏' }] }
  let answer: () => void = () => undefined
  const late = new Promise<void>((done) => { answer = done })
  await page.route('**/api/v1/queue?*', async (route) => {
    await late
    await route.fulfill({ json: rows })
  })
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: '搜索或跳转' })).toBeFocused()
  await page.keyboard.type('标签')
  const marked = page.locator('[role=option][aria-selected=true]')
  await expect(marked).toHaveText(/^标签/)
  answer()
  await expect(page.getByRole('option', { name: /标签机/ })).toBeVisible()
  await expect(marked).toHaveCount(1)
  await expect(marked).not.toContainText('热敏')
  await page.keyboard.press('Enter')
  await expect(dialogOf(page).getByText('只有平台客服看得到标签')).toBeVisible()
})

test('everybody can read the page of their own desk', async ({ atDesk, onPhone }) => {
  for (const person of [await atDesk(), await onPhone()]) {
    await comeIn(person, 'supervisor')
    for (const language of ['zh-CN', 'en']) {
      await person.page.goto('/work/own')
      await person.page.evaluate((chosen) => localStorage.setItem('hejie.locale', chosen), language)
      for (const tab of ['settings', 'replies', 'macros']) {
        await person.page.goto(`/work/own?tab=${tab}`)
        await person.page.waitForLoadState('networkidle')
        await person.look()
      }
    }
    await person.page.getByRole('button', { name: 'New macro' }).click()
    await person.page.getByRole('combobox', { name: 'Add a step' }).selectOption({ label: 'Write to both sides' })
    await person.page.getByRole('button', { name: 'Add', exact: true }).click()
    await person.look()
  }
})

const dialogOf = (page: Page) => page.getByRole('dialog')

async function add({ page, hand }: Person, kind: string): Promise<void> {
  await hand.choose(page.getByRole('combobox', { name: '再加一步' }), kind)
  await hand.press(page.getByRole('button', { name: '加上' }))
}

/** Begins a message and waits until the server keeps it. */
async function write({ page, hand }: Person, dispute: Filed, words: string, box = toBoth): Promise<void> {
  await page.goto(`/work/disputes/${dispute.id}`)
  if (box === toColleagues) await hand.press(page.getByRole('tab', { name: '内部备注' }))
  const kept = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.url().includes('/unsent/'))
  await hand.write(page.getByRole('textbox', { name: box }), words)
  await kept
}

/** The dispute as a row of the queue. */
async function found({ page }: Person, dispute: Filed): Promise<object> {
  const answer = await page.request.get(`/api/v1/queue?view=all&query=${encodeURIComponent(dispute.number)}`)
  const { items } = (await answer.json()) as { items: object[] }
  return items[0] ?? {}
}
