/** What staff do at their desk. */
import { expect, type Person } from '../support'

/** The demonstration's first responders by name, for their log-ins. */
const addresses: Record<string, string> = { 方晴: 'fang@demo.example', 罗嘉: 'luo@demo.example', 秦朗: 'qin@demo.example' }

export function addressOf(responder: string): string {
  return addresses[responder] ?? ''
}

/** Finds the dispute in the queue by its number and opens it on a page of its own. */
export async function open({ page, hand }: Person, number: string): Promise<void> {
  await page.goto('/work?view=open')
  await hand.write(page.getByRole('searchbox', { name: /编号/ }), number)
  await hand.press(page.getByRole('row').filter({ hasText: number }).getByRole('link'))
  const pane = page.getByRole('complementary', { name: '争议详情' })
  await hand.press(pane.getByRole('button', { name: '整页打开' }))
  await expect(page.getByRole('button', { name: '返回列表' })).toBeVisible()
}

/** The first answer: what was found, and what happens next. */
export async function answer({ page, hand, look }: Person): Promise<void> {
  await hand.press(page.getByRole('group', { name: '可以办理的事项' }).getByRole('button', { name: '首问答复' }))
  await hand.write(page.getByRole('textbox', { name: '查明的情况' }), '已核对订单和照片，壶嘴漏水、壶底裂纹清晰可见，签收当天已向店铺反映。')
  await hand.write(page.getByRole('textbox', { name: '下一步安排' }), '请店铺在三天内给出退款方案，双方可以在协商沟通里直接商量。')
  await look()
  await hand.press(page.getByRole('button', { name: '确认：首问答复' }))
  await hand.press(page.getByRole('button', { name: '立即发送' }))
  await expect(page.getByText('已办理：首问答复')).toBeVisible()
}
