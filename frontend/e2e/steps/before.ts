/** What happened before a story begins: the same steps, taken without the pages. */
import { expect, type Person } from '../support'
import { codeFor, comeIn } from './login'
import { addressOf } from './desk'
import { kettle } from './filing'

export interface Filed {
  id: string
  number: string
  responder: string
}

/** Those whom a dispute concerns, each with a browser of their own. */
export interface Cast {
  consumer: Person
  merchant: Person
  agent: Person
}

export const phone = '13900001234'
export const name = '苏小满'

/** A new consumer, logged in, with a dispute that was just filed. */
export async function filed(person: Person): Promise<Filed> {
  const code = await codeFor(person, phone, () => post(person, '/codes', { to: phone, purpose: 'login' }))
  await post(person, '/login/code', { phone, code, name })
  return await filedAbout(person, { title: kettle.title, statement: kettle.statement })
}

/** What somebody who is logged in complains of. */
export interface About {
  title: string
  statement: string
  category?: string
  merchant?: string
}

/** A dispute that was just filed by whoever is logged in. */
export async function filedAbout(person: Person, { title, statement, category = 'quality', merchant = kettle.merchant }: About): Promise<Filed> {
  const merchants = await get<{ items: { id: string; name: string }[] }>(person, `/merchants?query=${encodeURIComponent(merchant)}`)
  const content = {
    category,
    statement,
    order: { title, paid_fen: 26_800 },
    merchant: { organisation: merchants.items[0]?.id, name: merchant },
    remedies: [{ remedy: 'return_refund', amount_fen: 26_800 }],
    elsewhere: { none: true },
  }
  const draft = await post<{ id: string }>(person, '/drafts', { content })
  const { version } = await get<{ version: string }>(person, '/rules')
  const { dispute: id, number } = await post<{ dispute: string; number: string }>(person, `/drafts/${draft.id}/file`, { rules_version: version })
  const { responder } = await get<{ responder: { name: string } }>(person, `/disputes/${id}`)
  return { id, number, responder: responder.name }
}

/** The first responder answered, and the merchant came by the link: both may talk. */
export async function answered({ consumer, merchant, agent }: Cast): Promise<Filed> {
  const dispute = await filed(consumer)
  await comeIn(agent, addressOf(dispute.responder))
  await act(agent, dispute, 'answer', { finding: '已核对订单和照片，壶嘴漏水、壶底裂纹清晰可见。', next_step: '请店铺在三天内给出退款方案。' })
  await enter(merchant)
  return dispute
}

/** Both signed that the merchant pays everything back within four days. */
export async function agreed(cast: Cast): Promise<Filed> {
  const { consumer, merchant } = cast
  const dispute = await answered(cast)
  const { parties } = await get<{ parties: { id: string; role: string }[] }>(consumer, `/disputes/${dispute.id}`)
  const party = (role: string) => parties.find((each) => each.role === role)?.id
  const promise = { owes: party('respondent'), to: party('consumer'), kind: 'refund_full', what: '退还全部货款', amount_fen: 26_800, how: '原路退回支付账户', due_on: dayIn(merchant, 4) }
  await act(merchant, dispute, 'offer', { to: party('consumer'), obligations: [promise], lapses_on: dayIn(merchant, 3) })
  const offered = await agreement(consumer, dispute)
  await act(consumer, dispute, 'accept_offer', { offer: offered.id })
  await signQuietly(consumer, dispute, name, phone)
  await signQuietly(merchant, dispute, '一念手作 店主', kettle.merchantPhone)
  return dispute
}

/** The day that the server's clock shows in so many days, in Beijing. */
export function dayIn({ server }: Person, days: number): string {
  const at = new Date(server.now().getTime() + days * 86_400_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at)
}

async function enter(person: Person): Promise<void> {
  const link = /\/r#(\S+)/
  const token = decodeURIComponent(link.exec((await person.server.message(kettle.merchantPhone, link)).body)?.[1] ?? '')
  const code = await codeFor(person, kettle.merchantPhone, () => post(person, '/links/code', { token }))
  await post(person, '/links/enter', { token, code })
}

export async function signQuietly(person: Person, dispute: Filed, signature: string, to: string): Promise<void> {
  const code = await codeFor(person, to, () => post(person, '/codes/reauth', {}))
  await post(person, '/reauth', { code })
  const { id, text_sha256 } = await agreement(person, dispute)
  await act(person, dispute, 'sign', { agreement: id, name: signature, text_sha256 })
}

export async function agreement(person: Person, { id }: Filed): Promise<{ id: string; text_sha256: string }> {
  const { agreements } = await get<{ agreements: { id: string; text_sha256: string }[] }>(person, `/disputes/${id}`)
  const last = agreements.at(-1)
  if (!last) throw new Error('There is no agreement.')
  return last
}

export async function act(person: Person, { id }: Filed, verb: string, body: object): Promise<void> {
  await post(person, `/disputes/${id}/${verb}`, body)
}

export async function get<T>({ page }: Person, path: string): Promise<T> {
  const answer = await page.request.get(`/api/v1${path}`)
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as T
}

export async function post<T>({ page }: Person, path: string, data: object): Promise<T> {
  const answer = await page.request.post(`/api/v1${path}`, { data, headers: { 'idempotency-key': crypto.randomUUID() } })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return (answer.status() === 204 ? null : await answer.json()) as T
}
