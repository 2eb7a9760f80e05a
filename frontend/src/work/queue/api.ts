/** What the queue asks of the server. */
import { base, call, get, post, type Id } from '@/shared/api'
import type { components } from '@/shared/api/schema'
import type { Wanted } from './views'

type Schemas = components['schemas']

export type QueueRow = Schemas['QueueRow']
export type QueueList = Schemas['QueueList']
export type Tag = Schemas['TagShort']
export type SavedView = Schemas['SavedViewItem']
export type SavedViews = Schemas['SavedViewList']
export type BulkDeed = Schemas['BulkDeed']
export type BulkSheet = Schemas['BulkSheet']
export type Supervised = Schemas['SuperviseView']
export type Counted = Schemas['CountsView']

export const tags = {
  list: () => get<{ items: (Tag & { disputes: number })[] }>('/tags'),
  add: (name: string, colour: Tag['colour'] = 'blue') => post<Tag>('/tags', { name, colour }),
  change: async (id: Id, body: { name?: string; colour?: Tag['colour']; retired?: boolean }) => (await call<Tag>('PATCH', `/tags/${id}`, { body })).data,
  /** Those that a dispute wears. */
  on: (dispute: Id) => get<Tag[]>(`/disputes/${dispute}/tags`),
  wear: (dispute: Id, add: readonly Id[], remove: readonly Id[]) => post<{ tags: Tag[] }>(`/disputes/${dispute}/tags`, { add, remove }),
  merge: (id: Id, into: Id) => post<Tag>(`/tags/${id}/merge`, { into }),
}

export const savedViews = {
  list: () => get<SavedViews>('/queue/views'),
  keep: (body: { name: string; filter: Record<string, string>; shared: boolean }, key: string) =>
    post<SavedView>('/queue/views', body, { 'idempotency-key': key }),
  drop: (id: Id) => call<null>('DELETE', `/queue/views/${id}`),
  choose: (id: Id | null) => call<null>('PUT', '/queue/view_choice', { body: { chosen: id } }),
}

export const many = {
  ids: (wanted: Wanted) => get<{ ids: Id[]; more: boolean }>('/queue/ids', { ...wanted }),
  act: (disputes: Id[], deed: BulkDeed, key: string) => post<BulkSheet>('/queue/bulk', { disputes, deed }, { 'idempotency-key': key }),
  csv: (wanted: Wanted, only: readonly Id[]) => {
    const pairs = Object.entries({ ...wanted, ...(only.length ? { view: 'all', only: only.join(',') } : {}) })
    return `${base}/queue.csv?${new URLSearchParams(pairs.filter(([, value]) => Boolean(value)) as [string, string][])}`
  },
}

export const supervise = () => get<Supervised>('/supervise')
