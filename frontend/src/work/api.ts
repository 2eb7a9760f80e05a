/** The calls that only staff make. What both faces call is in `shared/api`. */
import { get, post, type EditionList, type EditionPreview, type Id, type Page } from '@/shared/api'
import type { components } from '@/shared/api/schema'
import type { QueueRow } from './queue/api'
import type { View, Wanted } from './queue/views'

/** How many disputes stand in each view. */
export type Counts = Partial<Record<View, number>>

export interface Colleague {
  person: Id
  name: string
  work_no?: string | null
  role: string
}

/** A message that an adapter would have sent. */
export interface OutboxItem {
  id: Id
  channel: 'sms' | 'mail'
  to: string
  subject?: string | null
  body: string
  at: string
}

/** A message that nobody tries to send any more. */
export interface DeadLetter {
  id: Id
  channel: string
  /** What it tells. */
  kind: string
  dispute?: Id | null
  attempts: number
  failure: string
  at: string
  can_retry: boolean
  /** Where the last attempt went. */
  to_masked?: string | null
  /** Where a wrong address is put right. */
  remedy?: 'address' | 'dispute' | 'account' | null
}

type Schemas = components['schemas']

/** The audit trail, and how the installation is. */
export type TrailPage = Schemas['TrailPage']
export type TrailItem = Schemas['TrailItem']
export type TrailState = Schemas['TrailState']
export type Health = Schemas['Health']

/** What the queue is asked for; `all` finds one dispute wherever it stands. */
export type Asked = Wanted & { only?: string }

export const queue = {
  counts: async () => (await get<{ views: Counts }>('/queue/counts')).views,
  page: (asked: Asked, limit: number, cursor?: string) => get<Page<QueueRow>>('/queue', { ...asked, limit, cursor }),
}

export const staff = {
  list: () => get<{ items: Colleague[] }>('/staff'),
}

export const admin = {
  outbox: (cursor?: string) => get<Page<OutboxItem> & { blanked: boolean }>('/admin/outbox', { cursor }),
  dead: (cursor?: string) => get<Page<DeadLetter>>('/admin/dead', { cursor }),
  retryMany: (ids: readonly Id[]) => post<{ done: number }>('/admin/dead/retry', { ids }),
  giveUp: (ids: readonly Id[], reason: string) => post<{ done: number }>('/admin/dead/give_up', { ids, reason }),
  readdress: (id: Id, contact: string) => post<null>(`/admin/dead/${id}/readdress`, { contact }),
  health: () => get<Health>('/admin/health'),
  audit: (asked: Record<string, string>, cursor?: number) => get<TrailPage>('/admin/audit', { ...asked, cursor }),
  auditState: () => get<TrailState>('/admin/audit/state'),
  calendar: () => get<EditionList>('/admin/calendar'),
  previewCalendar: (text: string) => post<EditionPreview>('/admin/calendar/preview', { text }),
  importCalendar: (text: string) => post<{ year: number; disputes: number }>('/admin/calendar', { text }),
}
