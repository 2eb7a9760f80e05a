/** The calls that guard an account: passwords, log-in codes from a telephone, recovery codes. */
import { call, get, post, type Day, type Id, type Me } from '@/shared/api'
import type { components } from '@/shared/api/schema'

type Schemas = components['schemas']

export type Security = Schemas['SecurityView']
export type Enrolment = Schemas['EnrolmentView']
export type Policy = Schemas['TotpPolicy']
export type PolicyMember = Schemas['TotpMember']
type Codes = Schemas['RecoveryCodes']

export const guard = {
  second: (ticket: string, code: string) => post<Me>('/login/second', { ticket, code }),
  security: () => get<Security>('/me/security'),
  changePassword: (current: string, password: string) => post<null>('/me/password', { current, password }),
  begin: () => post<Enrolment>('/me/totp'),
  confirm: async (code: string) => (await post<Codes>('/me/totp/confirm', { code })).codes,
  remove: () => call<null>('DELETE', '/me/totp'),
  renew: async () => (await post<Codes>('/me/totp/recovery')).codes,
}

export const policies = {
  list: async () => (await get<{ items: Policy[] }>('/admin/totp')).items,
  set: async (house: Id, from: Day | null) => (await call<{ items: Policy[] }>('PUT', `/admin/totp/${house}`, { body: { required_from: from } })).data.items,
  people: async (house: Id) => (await get<{ items: PolicyMember[] }>(`/admin/totp/${house}/people`)).items,
  reset: (person: Id) => post<null>(`/admin/people/${person}/reset_totp`),
}
