/** One purchase, two who answer for it: one is willing to mediate, the other never answers. */
import { expect, test } from './support'
import { act, name, phone } from './steps/before'
import { comeIn, enterByLink } from './steps/login'
import { addressOf } from './steps/desk'
import { expectPhase, show } from './steps/dispute'
import { begin, kettle, logIn, sayElsewhere, sayWish, submit, next } from './steps/filing'
import { acceptCase, appoint, askMediation, committee, consent, declareFailed, openCase } from './steps/mediation'

const live = { name: '临溪直播工作室', phone: '13900005678' }
/** Three working days, with the longest holidays between. */
const consentHours = 13 * 24

test('the willing go on, and whoever does not answer is left out of it', async ({ onPhone, atDesk, server }) => {
  const [consumer, shop, agent, registrar] = [await onPhone(), await onPhone(), await atDesk(), await atDesk()]
  const { page, hand, look } = consumer
  await begin(consumer)
  await logIn(consumer, phone, name)
  await hand.write(page.getByRole('textbox', { name: '买了什么' }), kettle.title)
  await hand.write(page.getByRole('textbox', { name: '付了多少钱' }), kettle.paid)
  await hand.write(page.getByRole('searchbox', { name: /商家名称/ }), kettle.merchant)
  await hand.press(page.getByRole('button', { name: new RegExp(`^${kettle.merchant}`) }))
  await hand.press(page.getByRole('button', { name: '还要告另一方' }))
  const other = page.getByRole('list', { name: '其他被申请人' })
  await hand.press(other.getByRole('button', { name: '找不到，我自己填写' }))
  await next(consumer)
  await expect(page.getByRole('heading', { level: 1, name: '订单和商家' })).toBeVisible()
  await hand.write(other.getByRole('textbox', { name: '商家名称' }), live.name)
  await hand.write(other.getByRole('textbox', { name: '商家电话' }), live.phone)
  await look()
  await next(consumer)
  await sayWish(consumer)
  await next(consumer)
  await sayElsewhere(consumer)
  await expect(page.getByRole('main')).toContainText(live.name)
  const number = await submit(consumer)
  const id = /disputes\/([0-9a-f-]+)/.exec(page.url())?.[1] ?? ''
  await expect(page.getByRole('complementary').getByText(live.name)).toBeVisible()

  const responder = (await (await page.request.get(`/api/v1/disputes/${id}`)).json()) as { responder: { name: string } }
  const dispute = { id, number, responder: responder.responder.name }
  await comeIn(agent, addressOf(dispute.responder))
  await act(agent, dispute, 'answer', { finding: '直播回放里承诺手工柴烧，店铺页面写的是机器成型。', next_step: '请店铺和直播间分别说明并提出方案。' })
  await enterByLink(shop, kettle.merchantPhone)
  await page.reload()
  await declareFailed(consumer)
  await askMediation(consumer, committee.name)
  await shop.page.goto(`/disputes/${id}`)
  await consent(shop)
  await show(consumer, '进展')
  await look()
  await expectPhase(consumer, '征询调解意愿')

  server.moveOn(consentHours)
  await comeIn(registrar, committee.registrar)
  await openCase(registrar, '待接受案件', number)
  await acceptCase(registrar)
  await appoint(registrar, '沈静安')
  await expectPhase(consumer, '选定调解员')
  await show(consumer, '进展')
  await look()
  await shop.look()
})
