/** The calls by which a house is run. */
import { call, get, post, type Id } from '@/shared/api'

export interface OrganisationInput {
  name: string
  credit_code?: string | null
  self_operated?: boolean
  address?: string | null
  phone?: string | null
  email?: string | null
  region?: string | null
  body_kind?: string | null
  fees?: string | null
}

export interface Organisation extends OrganisationInput {
  id: Id
  kind: string
  active: boolean
  people: number
  version: number
  can_change: boolean
  can_staff: boolean
}

export interface OrganisationPage {
  items: Organisation[]
  next_cursor?: Id | null
}

export interface Member {
  person: Id
  name: string
  phone_masked?: string | null
  email_masked?: string | null
  roles: string[]
  work_no?: string | null
  last_login_at?: string | null
  suspended: boolean
  open_disputes: number
}

export interface Roster {
  items: Member[]
  can_staff: boolean
  roles: string[]
}

export interface Invitation {
  id: Id
  contact_masked: string
  name?: string | null
  roles: string[]
  expires_at: string
  sends: number
}

export interface Held {
  id: Id
  number: string
  title: string
  phase: string
}

const over = (version: number) => ({ 'if-match': `"${version}"` })
const once = () => ({ 'idempotency-key': crypto.randomUUID() })

export const house = {
  organisations: (asked: { kind?: string; query?: string; active?: boolean; cursor?: string }) => get<OrganisationPage>('/organisations', { ...asked, limit: 50 }),
  organisation: (id: Id) => get<Organisation>(`/organisations/${id}`),
  add: (kind: string, record: OrganisationInput) => post<Organisation>('/organisations', { kind, record }, once()),
  change: async (id: Id, version: number, record: OrganisationInput) => (await call<Organisation>('PUT', `/organisations/${id}`, { body: record, headers: over(version) })).data,
  setOpen: async (id: Id, version: number, open: boolean) => (await call<Organisation>('POST', `/organisations/${id}/${open ? 'open' : 'close'}`, { headers: over(version) })).data,
  members: (id: Id) => get<Roster>(`/organisations/${id}/members`),
  held: (id: Id, person: Id) => get<{ items: Held[] }>(`/organisations/${id}/members/${person}/disputes`),
  appoint: async (id: Id, person: Id, body: { roles: string[]; work_no?: string; heir?: string }) => (await call<Roster>('PUT', `/organisations/${id}/members/${person}`, { body })).data,
  remove: (id: Id, person: Id, heir?: string) => post<null>(`/organisations/${id}/members/${person}/remove`, { heir }),
  invitations: (id: Id) => get<{ items: Invitation[] }>(`/organisations/${id}/invitations`),
  invite: (id: Id, body: { contact: string; name?: string; roles: string[]; work_no?: string }) => post<Invitation>(`/organisations/${id}/invitations`, body, once()),
  resend: (id: Id, invitation: Id) => post<Invitation>(`/organisations/${id}/invitations/${invitation}/resend`),
  revoke: (id: Id, invitation: Id) => call<null>('DELETE', `/organisations/${id}/invitations/${invitation}`),
}
