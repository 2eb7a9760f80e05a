/** An agreement is signed, its document downloaded, read and checked; an altered one is none of ours. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from './support'
import { agreed } from './steps/before'
import { show } from './steps/dispute'

test('the document of a signed agreement is read, checked and told from an altered one, by touch', async ({ onPhone, atDesk }) => {
  const cast = { consumer: await onPhone(), merchant: await onPhone(), agent: await atDesk() }
  const dispute = await agreed(cast)
  const { page, hand, look } = cast.consumer
  await page.goto(`/disputes/${dispute.id}`)
  await show(cast.consumer, '方案与协议')
  const download = page.getByRole('link', { name: '下载 PDF' })
  await expect(download).toBeVisible()
  await look()
  const [saved] = await Promise.all([page.waitForEvent('download'), hand.press(download)])
  expect(saved.suggestedFilename()).toMatch(/^和解协议-HJ-\d{4}-\d{6}-[A-Z]-v\d+\.pdf$/)
  const pdf = readFileSync(await saved.path())
  const words = execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: pdf }).toString().replace(/\s/g, '')
  for (const said of ['和解协议', '申请人（消费者）：', '被申请人（商家）：', '人民币', '签署时间：', '核验码']) expect(words).toContain(said)

  await hand.press(page.getByText('核验码', { exact: false }).first())
  const address = page.getByRole('link', { name: /核验页/ })
  await hand.press(address)
  await expect(page.getByText('是平台出具的文书')).toBeVisible()
  await look()
  const choose = page.getByLabel('PDF 文件')
  await choose.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: pdf })
  await expect(page.getByText('文件是真的，没有被改动')).toBeVisible()
  await look()
  const altered = Buffer.from(pdf)
  altered[altered.length >> 1] = (altered[altered.length >> 1] ?? 0) ^ 1
  await choose.setInputFiles({ name: 'b.pdf', mimeType: 'application/pdf', buffer: altered })
  await expect(page.getByText('不是平台出具的文件')).toBeVisible()
  await look()
})
