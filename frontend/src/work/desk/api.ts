/** The calls of the desk. */
import { call, get, post, type Id } from '@/shared/api'
import type { components } from '@/shared/api/schema'

type Schemas = components['schemas']

export type Desk = Schemas['DeskView']
export type Held = Schemas['HeldView']
export type DeskSetting = Schemas['DeskSettingView']
export type Handover = Schemas['HandoverView']
export type Summary = Schemas['SummaryView']
export type Reply = Schemas['ReplyView']
export type Macro = Schemas['MacroView']
export type MacroStep = Schemas['MacroStep']
export type MacroPreview = Schemas['MacroPreview']
export type MacroReport = Schemas['MacroReport']
export interface MacroBody {
  name: string
  shared: boolean
  steps: MacroStep[]
}
/** What a page keeps of a text that was begun; each place has its own shape. */
export type Content = Record<string, unknown>
export interface Unsent extends Omit<Schemas['UnsentView'], 'content'> {
  content: Content
}

export interface Sending {
  /** `room:ID` or `verb:CODE`. */
  place: string
  key: string
  body: object
  content: Content
}

const version = (seen: number) => ({ 'if-match': `"${seen}"` })
const at = (dispute: Id, place: string) => `/disputes/${dispute}/unsent/${encodeURIComponent(place)}`

export const desk = {
  of: (dispute: Id) => get<Desk>(`/disputes/${dispute}/desk`),
  settings: () => get<DeskSetting>('/desk/settings'),
  setSettings: async (setting: DeskSetting) => (await call<DeskSetting>('PUT', '/desk/settings', { body: setting })).data,
  unsent: async (dispute: Id) => (await get<{ items: Unsent[] }>(`/disputes/${dispute}/unsent`)).items,
  keep: async (dispute: Id, place: string, seen: number, content: Content) =>
    (await call<Unsent>('PUT', at(dispute, place), { body: { content }, headers: version(seen) })).data,
  drop: (dispute: Id, place: string) => call<null>('DELETE', at(dispute, place)),
  send: (dispute: Id, sending: Sending, seen?: number) =>
    post<Held>(`/disputes/${dispute}/held`, sending, seen === undefined ? undefined : version(seen)),
  held: async (dispute: Id) => (await get<{ items: Held[] }>(`/disputes/${dispute}/held`)).items,
  undo: (id: Id) => post<Held>(`/held/${id}/undo`),
  sendNow: (id: Id) => post<Held>(`/held/${id}/send`),
  follow: (dispute: Id, on: boolean) => call<null>(on ? 'PUT' : 'DELETE', `/disputes/${dispute}/follow`, on ? { body: {} } : {}),
  snooze: (dispute: Id, until: string) => call<null>('PUT', `/disputes/${dispute}/snooze`, { body: { until } }),
  unsnooze: (dispute: Id) => call<null>('DELETE', `/disputes/${dispute}/snooze`),
  readHandover: (dispute: Id) => post<null>(`/disputes/${dispute}/handover/read`),
  /** Whom the rota names, beside the reader and whoever has it. */
  duty: (dispute: Id) => get<Schemas['OnDuty']>(`/disputes/${dispute}/duty`),
  fill: (dispute: Id, text: string) => post<{ text: string; empty: string[] }>(`/disputes/${dispute}/fill`, { text }),
}

export const replies = {
  of: async (dispute: Id) => (await get<{ items: Reply[] }>(`/disputes/${dispute}/replies`)).items,
  used: (id: Id) => post<null>(`/desk/replies/${id}/used`),
}

export const macros = {
  list: () => get<{ can_share: boolean; items: Macro[] }>('/desk/macros'),
  add: (body: MacroBody, key: string) => post<Macro>('/desk/macros', body, { 'idempotency-key': key }),
  change: async (id: Id, seen: number, body: MacroBody) => (await call<Macro>('PUT', `/desk/macros/${id}`, { body, headers: version(seen) })).data,
  drop: (id: Id) => call<null>('DELETE', `/desk/macros/${id}`),
  preview: (dispute: Id, id: Id) => get<MacroPreview>(`/disputes/${dispute}/macros/${id}`),
  run: (dispute: Id, id: Id, body: { steps: MacroStep[]; head?: number }, key: string) =>
    post<MacroReport>(`/disputes/${dispute}/macros/${id}`, body, { 'idempotency-key': key }),
}
