/** Texts that are kept ready: the calls, and how a text reads with an example's values. */
import { call, get, post, type Id } from '@/shared/api'

export const KINDS = ['reply', 'opening', 'proposal', 'agreement'] as const
export const VARIABLES = ['number', 'consumer', 'shop', 'responder', 'work_no', 'mediator', 'body', 'platform', 'me', 'deadline', 'today', 'order', 'product', 'paid', 'claim'] as const

export interface TextInput {
  kind: string
  title: string
  shortcut?: string | null
  body: string
  locale: string
  category?: string | null
  remedy?: string | null
}

export interface KeptText extends TextInput {
  id: Id
  shared: boolean
  version: number
  updated_at: string
  updated_by: string
  archived: boolean
  can_change: boolean
}

export interface TextList {
  organisation: Id
  can_share: boolean
  items: KeptText[]
}

const over = (version: number) => ({ 'if-match': `"${version}"` })

export const texts = {
  list: (organisation: Id | undefined, archived: boolean) => get<TextList>('/templates', { organisation, archived }),
  add: (organisation: Id | undefined, shared: boolean, text: TextInput) => post<KeptText>('/templates', { organisation, shared, text }, { 'idempotency-key': crypto.randomUUID() }),
  change: async (id: Id, version: number, text: TextInput) => (await call<KeptText>('PUT', `/templates/${id}`, { body: text, headers: over(version) })).data,
  archive: (id: Id) => call<KeptText>('DELETE', `/templates/${id}`),
  restore: (id: Id) => post<KeptText>(`/templates/${id}/restore`),
}

/** The text with an example's values in its places; a place of another name stays, and is named. */
export function shownWith(body: string, values: Readonly<Record<string, string>>): { text: string; unknown: string[] } {
  const unknown: string[] = []
  const text = body.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => {
    const value = values[name.toLowerCase()]
    if (value === undefined && !unknown.includes(name)) unknown.push(name)
    return value ?? whole
  })
  return { text, unknown }
}
