/** How far a mediation came before a story begins: the same steps, taken without the pages. */
import type { Person } from '../support'
import { act, agreement, answered, dayIn, get, name, phone, signQuietly, type Cast, type Filed } from './before'
import { comeIn } from './login'
import { committee } from './mediation'

/** Those whom a mediation concerns. */
export interface Table extends Cast {
  registrar: Person
  mediator: Person
}

/** A body, and the log-ins of its people. */
export interface House {
  name: string
  registrar: string
  mediator: string
}

export const association: House = { name: '江州市消费者权益保护委员会', registrar: 'fengyining@demo.example', mediator: 'songhuaiyuan@demo.example' }

/** The consumer asked the body, and nobody has answered yet. */
export async function asked(cast: Cast, house: House = committee): Promise<Filed> {
  const dispute = await answered(cast)
  const { items } = await get<{ items: { id: string; name: string; door: { confirm_version?: string } }[] }>(cast.consumer, `/disputes/${dispute.id}/bodies`)
  const body = items.find((each) => each.name === house.name)
  await act(cast.consumer, dispute, 'ask_mediation', { body: body?.id, confirmed: body?.door.confirm_version })
  return dispute
}

/** Both are willing, the body took the case, and its mediator took the appointment. */
export async function mediating(table: Table, house: House = committee): Promise<Filed> {
  const dispute = await asked(table, house)
  await act(table.merchant, dispute, 'consent', {})
  await comeIn(table.registrar, house.registrar)
  await comeIn(table.mediator, house.mediator)
  await act(table.registrar, dispute, 'accept_case', {})
  const { person } = await get<{ person: { id: string } }>(table.mediator, '/me')
  await act(table.registrar, dispute, 'appoint', { mediator: person.id })
  await act(table.mediator, dispute, 'accept_appointment', { no_interests: true })
  return dispute
}

/** The shop offered to pay everything back, the consumer accepted, and only the consumer signed. */
export async function halfSigned(table: Table): Promise<Filed> {
  const dispute = await mediating(table)
  const { consumer, merchant } = table
  const { parties } = await get<{ parties: { id: string; role: string }[] }>(consumer, `/disputes/${dispute.id}`)
  const party = (role: string) => parties.find((each) => each.role === role)?.id
  const promise = { owes: party('respondent'), to: party('consumer'), kind: 'refund_full', what: '退还全部货款', amount_fen: 26_800, how: '原路退回支付账户', due_on: dayIn(merchant, 9) }
  await act(merchant, dispute, 'offer', { to: party('consumer'), obligations: [promise], lapses_on: dayIn(merchant, 3) })
  await act(consumer, dispute, 'accept_offer', { offer: (await agreement(consumer, dispute)).id })
  await signQuietly(consumer, dispute, name, phone)
  return dispute
}

