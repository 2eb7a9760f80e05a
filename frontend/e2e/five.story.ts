/**
 * Somebody new at the desk finds five disputes in five ways, answers each and hands it over, without
 * ever touching a mouse.
 */
import { expect, test, type Page, type Person } from './support'
import { expectAccessible } from './support/axe'
import { filedAbout, get, post, type About, type Filed } from './steps/before'
import { comeIn } from './steps/login'

const address = 'ji@demo.example'
const wishes: readonly About[] = [
  { title: '苎麻桌旗 两米', statement: '桌旗洗了一次就缩了二十厘米，店家说是正常现象。' },
  { title: '羊毛开衫 灰色', statement: '穿了两次，袖口已经起球，和页面写的不一样。' },
  { title: '拼色雨伞', statement: '写的是手工伞，收到的是普通印花伞。', category: 'misrep' },
  { title: '胡桃木砧板', statement: '用了一周，砧板中间开了缝。' },
  { title: '粗陶花瓶', statement: '花瓶底部渗水，把桌子泡了。' },
]
const finding = '已核对订单、照片和双方的说明，问题确实存在，签收后已及时反映。'
const nextStep = '请店铺在三天内给出退款方案，双方可以在协商沟通里直接商量。'
const words = '订单和照片都核对过，店铺还没有给方案，请接着盯三天的期限。'
const colleague = '罗嘉 · 1034'
const told = '新同事先练手，这几件交给你。'

test('a new agent finds, answers and hands over five disputes by keyboard alone', async ({ onPhone, atDesk }) => {
  const [consumer, supervisor, agent] = [await onPhone(), await atDesk(), await atDesk('keyboard')]
  await comeIn(consumer, 'lin@demo.example')
  const [first, ...others] = wishes
  const disputes = first ? [await filedAbout(consumer, first)] : []
  consumer.server.moveOn(20)
  for (const about of others) disputes.push(await filedAbout(consumer, about))
  const [soon, searched, filtered, kept, named] = disputes as [Filed, Filed, Filed, Filed, Filed]

  await join(supervisor, agent)
  await comeIn(supervisor, 'supervisor')
  const { items } = await get<{ items: { person: string; name: string }[] }>(supervisor, '/staff')
  const responder = items.find((each) => each.name === '季新')?.person
  await post(supervisor, '/queue/bulk', { disputes: disputes.map((each) => each.id), deed: { what: 'take_over', responder, note: told } })

  const { page } = agent
  await test.step('what is due soon', async () => {
    await expect(page.getByRole('heading', { level: 1, name: '我负责的' })).toBeVisible()
    await press(page, 'g', 'd')
    await expect(page.getByRole('heading', { level: 1, name: '即将到期' })).toBeVisible()
    await enterRow(page, soon)
    await workIn(agent, soon)
  })
  await test.step('two characters', async () => {
    await press(page, 'g', 'o', '/')
    await expect(page.getByRole('searchbox')).toBeFocused()
    await page.keyboard.type('起球')
    await press(page, 'Enter')
    await expect(page.getByRole('row').filter({ hasText: searched.number }).getByRole('link')).toBeFocused()
    await press(page, 'Enter')
    await workIn(agent, searched)
  })
  await test.step('a filter', async () => {
    await press(page, 'g', 'm')
    await expect(page.getByRole('heading', { level: 1, name: '我负责的' })).toBeVisible()
    await agent.hand.choose(page.getByRole('combobox', { name: '类型' }), '描述不符')
    await page.keyboard.press('Shift+Tab')
    await press(page, 'Escape')
    await enterRow(page, filtered)
    await workIn(agent, filtered)
  })
  await test.step('a view of her own', async () => {
    await press(page, 'g', 'm', '/')
    await page.keyboard.type('一念')
    await press(page, 'Enter')
    await expect(page.getByRole('row').filter({ hasText: kept.number })).toBeVisible()
    await agent.hand.press(page.getByRole('button', { name: '保存为视图' }))
    await agent.hand.write(page.getByRole('textbox', { name: '视图名称' }), '一念手作')
    await expectAccessible(page)
    await press(page, 'Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(page.getByRole('button', { name: '保存为视图' })).toBeFocused()
    await press(page, 'g', 'a')
    await expect(page.getByRole('heading', { level: 1, name: '全部争议' })).toBeVisible()
    await press(page, 'g', '1')
    await expect(page.getByRole('heading', { level: 1, name: '我负责的' })).toBeVisible()
    await enterRow(page, kept)
    await workIn(agent, kept)
  })
  await test.step('the palette', async () => {
    await press(page, 'ControlOrMeta+k')
    await page.keyboard.type(named.number)
    await arrowTo(page, named.number)
    await expectAccessible(page)
    await press(page, 'Enter')
    await expect(page.getByRole('button', { name: '返回列表' })).toBeVisible()
    await workIn(agent, named)
  })

  await test.step('whoever takes over sees the summary first', async () => {
    await comeIn(supervisor, 'luo@demo.example')
    for (const dispute of disputes) {
      await supervisor.page.goto(`/work/disputes/${dispute.id}`)
      const card = supervisor.page.getByRole('region', { name: /季新.*交给了您/ })
      await expect(card).toContainText(words)
      await expect(card).toContainText(finding)
    }
    await expectAccessible(supervisor.page)
  })
})

/** Comes by an invitation: nothing of the desk is known to her, and nothing is hers. */
async function join(supervisor: Person, agent: Person): Promise<void> {
  await comeIn(supervisor, 'administrator')
  const { items } = await get<{ items: { id: string; kind: string }[] }>(supervisor, '/organisations')
  const platform = items.find((each) => each.kind === 'platform')?.id ?? ''
  await post(supervisor, `/organisations/${platform}/invitations`, { contact: address, name: '季新', roles: ['service_agent'], work_no: '0307' })
  const link = /https?:\S+\/invite#\S+/
  const { body } = await agent.server.message(address, link)
  const { page, hand } = agent
  await page.goto(link.exec(body)?.[0] ?? '')
  await hand.write(page.getByLabel('设置密码'), '夜航西飞的第三封信在抽屉里')
  await expectAccessible(page)
  await hand.press(page.getByRole('button', { name: '接受邀请' }))
  await expect(page).toHaveURL(/\/work/)
}

/** Down the rows to the one that is meant, and into it. */
async function enterRow(page: Page, { number }: Filed): Promise<void> {
  const link = page.getByRole('row').filter({ hasText: number }).getByRole('link')
  await expect(link).toBeVisible()
  for (let rows = 0; !(await isFocused(page, number)); rows += 1) {
    if (rows > 60) throw new Error(`The rows do not lead to ${number}.`)
    await press(page, 'j')
  }
  await expect(link).toBeFocused()
  await expectSeen(page)
  await expectAccessible(page)
  await press(page, 'Enter')
}

async function isFocused(page: Page, number: string): Promise<boolean> {
  return await page.evaluate((wanted) => document.activeElement?.closest('tr')?.textContent?.includes(wanted) ?? false, number)
}

/** Reads what was left, answers, hands over with words of her own, and goes back to the list. */
async function workIn({ page, hand }: Person, dispute: Filed): Promise<void> {
  await expect(page.getByRole('button', { name: dispute.number })).toBeVisible()
  const card = page.getByRole('region', { name: /交给了您/ })
  await expect(card).toContainText(told)
  await expectAccessible(page)
  await hand.press(card.getByRole('button', { name: '已阅读' }))
  await expect(card).toBeHidden()

  await press(page, 'r')
  await expect(page.getByRole('heading', { name: '首问答复', level: 2 })).toBeFocused()
  await hand.write(page.getByRole('textbox', { name: '查明的情况' }), finding)
  await hand.write(page.getByRole('textbox', { name: '下一步安排' }), nextStep)
  await expectAccessible(page)
  await hand.press(page.getByRole('button', { name: '确认：首问答复' }))
  await expect(page.getByText(/首问答复将在 \d+ 秒后发出/)).toBeVisible()
  await expectSeen(page)
  await hand.press(page.getByRole('button', { name: '立即发送' }))
  await expect(page.getByText('已办理：首问答复')).toBeVisible()
  await expectSeen(page)

  await press(page, 'ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: '搜索或跳转' })).toBeFocused()
  await page.keyboard.type('接办')
  await arrowTo(page, '接办')
  await press(page, 'Enter')
  await expect(page.getByRole('heading', { name: '接办', level: 2 })).toBeFocused()
  await expect(page.getByText('交接摘要')).toBeVisible()
  await hand.choose(page.getByRole('combobox', { name: '由谁接办' }), colleague)
  await hand.write(page.getByRole('textbox', { name: /^交接说明/ }), words)
  await expectAccessible(page)
  await hand.press(page.getByRole('button', { name: '确认：接办' }))
  await expect(page.getByText('已办理：接办')).toBeVisible()
  await expectSeen(page)
  await press(page, 'Escape')
}

/** Along the palette to what is meant: what it finds meanwhile comes in between. */
async function arrowTo(page: Page, words: string): Promise<void> {
  await expect(page.getByRole('option').filter({ hasText: words })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const marked = page.locator('[role=option][data-highlighted]')
  for (let presses = 0; !(await marked.filter({ hasText: words }).count()); presses += 1) {
    if (presses > 40) throw new Error(`The arrows do not reach ${words}.`)
    await press(page, 'ArrowDown')
  }
}

/** The focus is on something, as soon as what went away has gone, and one can see where. */
async function expectSeen(page: Page): Promise<void> {
  const seen = () => page.evaluate(() => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return 'nothing has the focus'
    const { outlineStyle, boxShadow } = getComputedStyle(focused)
    const place = focused.getBoundingClientRect()
    if (place.width === 0 || place.height === 0) return 'what has the focus is hidden'
    return focused.id === 'main' || outlineStyle !== 'none' || boxShadow !== 'none' ? 'seen' : 'the focus cannot be seen'
  })
  await expect.poll(seen).toBe('seen')
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}
