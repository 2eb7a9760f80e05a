/** Every call of the product, by resource. Composables use these; components never do. */
import { call, get, post } from './request'
import type {
  AnswerSheet,
  CodeSent,
  Day,
  DisputeRow,
  DisputeView,
  Draft,
  DraftContent,
  Evidence,
  EvidenceKind,
  Id,
  Invitation,
  InvitationInput,
  InvitationSight,
  Limits,
  LinkLook,
  Me,
  MediationBody,
  MerchantRow,
  Notice,
  Page,
  Roster,
  RulesPage,
  SecondStep,
  SessionRow,
  ShopAnswer,
  ShopList,
  ShopPart,
  ShopRecord,
  Upload,
  Verb,
} from './types'

export * from './problem'
export { base, call, get, onLoggedOut, post } from './request'
export type * from './types'

const once = (key: string) => ({ 'idempotency-key': key })

export const people = {
  me: () => get<Me>('/me'),
  change: async (change: { name?: string; locale?: string }) => (await call<Me>('PATCH', '/me', { body: change })).data,
  code: (to: string, purpose: 'login' | 'register' | 'reset') => post<CodeSent>('/codes', { to, purpose }),
  reauthCode: () => post<CodeSent>('/codes/reauth'),
  loginByCode: (body: { phone: string; code: string; name?: string }) => post<Me | SecondStep>('/login/code', body),
  loginByPassword: (body: { email: string; password: string }) => post<Me | SecondStep>('/login/password', body),
  register: (body: { email: string; code: string; password: string; name: string }) => post<Me>('/register', body),
  reset: (body: { email: string; code: string; password: string }) => post<Me | SecondStep>('/password/reset', body),
  logout: () => post<null>('/logout'),
  reauth: (proof: { password: string } | { code: string } | { totp: string }) => post<Me>('/reauth', proof),
  sessions: () => get<Page<SessionRow>>('/sessions'),
  endSession: (id: Id) => call<null>('DELETE', `/sessions/${id}`),
}

export const links = {
  look: (token: string) => post<LinkLook>('/links/look', { token }),
  code: (token: string) => post<CodeSent | null>('/links/code', { token }),
  enter: (token: string, code: string) => post<Me>('/links/enter', { token, code }),
}

/** Invitations to work in an organisation. */
export const invitations = {
  look: (token: string) => post<InvitationSight>('/invitations/look', { token }),
  code: (token: string) => post<CodeSent | null>('/invitations/code', { token }),
  /** 202 leads to the second proof. */
  accept: (body: { token: string; name?: string; password?: string; code?: string }) => call<Me | SecondStep>('POST', '/invitations/accept', { body }),
}

export const registry = {
  merchants: (query: string, signal?: AbortSignal) => get<{ items: MerchantRow[] }>('/merchants', { query }, signal),
  limits: () => get<Limits>('/limits'),
  rules: (at?: string) => get<RulesPage>('/rules', { at }),
}

export const drafts = {
  list: () => get<{ items: Draft[] }>('/drafts'),
  create: (content: DraftContent, key: string) => post<Draft>('/drafts', { content }, once(key)),
  get: (id: Id) => get<Draft>(`/drafts/${id}`),
  put: async (id: Id, version: number, content: DraftContent) =>
    (await call<Draft>('PUT', `/drafts/${id}`, { body: { content }, headers: { 'if-match': `"${version}"` } })).data,
  remove: (id: Id) => call<null>('DELETE', `/drafts/${id}`),
  file: (id: Id, rulesVersion: string, key: string) =>
    post<{ dispute: Id; number: string }>(`/drafts/${id}/file`, { rules_version: rulesVersion }, once(key)),
}

export const uploads = {
  open: (
    body: { dispute: Id; room?: Id; name: string; size: number; media_type: string; kind?: EvidenceKind; purpose?: string },
    key: string,
  ) => post<Upload>('/uploads', body, once(key)),
  get: (id: Id) => get<Upload>(`/uploads/${id}`),
  send: async (id: Id, offset: number, chunk: Blob, signal?: AbortSignal) =>
    (
      await call<Upload>('PATCH', `/uploads/${id}`, {
        body: chunk,
        headers: { 'upload-offset': String(offset), 'content-type': 'application/octet-stream' },
        signal,
      })
    ).data,
  remove: (evidence: Id) => call<null>('DELETE', `/evidence/${evidence}`),
}

export const disputes = {
  list: (cursor?: string) => get<Page<DisputeRow>>('/disputes', { cursor, limit: 20 }),
  get: (id: Id, signal?: AbortSignal) => get<DisputeView>(`/disputes/${id}`, undefined, signal),
  /** `seen` is the head that the person looked at when deciding. */
  act: (id: Id, verb: Verb, body: object, key: string, seen?: number) =>
    post<DisputeView>(`/disputes/${id}/${verb}`, body, { ...once(key), ...(seen === undefined ? {} : { 'if-match': `"${seen}"` }) }),
}

export const shops = {
  list: (shop: Id, query: { part?: ShopPart; query?: string; cursor?: string }, signal?: AbortSignal) =>
    get<ShopList>(`/shops/${shop}/disputes`, { limit: 50, ...query }, signal),
  answer: (shop: Id, body: ShopAnswer, key: string) => post<AnswerSheet>(`/shops/${shop}/answers`, body, once(key)),
  record: (shop: Id, days: { from?: Day; to?: Day }) => get<ShopRecord>(`/shops/${shop}/record`, days),
}

export const houses = {
  members: (house: Id) => get<Roster>(`/organisations/${house}/members`),
  remove: (house: Id, person: Id) => post<null>(`/organisations/${house}/members/${person}/remove`),
  invitations: (house: Id) => get<{ items: Invitation[] }>(`/organisations/${house}/invitations`),
  invite: (house: Id, whom: InvitationInput, key: string) => post<Invitation>(`/organisations/${house}/invitations`, whom, once(key)),
  resend: (house: Id, invitation: Id) => post<Invitation>(`/organisations/${house}/invitations/${invitation}/resend`),
  revoke: (house: Id, invitation: Id) => call<null>('DELETE', `/organisations/${house}/invitations/${invitation}`),
}

export const mediation = {
  bodies: (dispute: Id) => get<{ items: MediationBody[] }>(`/disputes/${dispute}/bodies`),
}

export const notices = {
  list: (cursor?: string) => get<Page<Notice>>('/notices', { cursor }),
  read: (upTo: Id) => post<null>('/notices/read', { up_to: upTo }),
}

export type { Evidence }
