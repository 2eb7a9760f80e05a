/** The calls by which a table of merchants is taken in: the body is the file as it is. */
import { base, call, Problem } from '@/shared/api'
import { locale } from '@/shared/i18n'

export interface RegistryFault {
  line: number
  field: string
  value: string
  reason: string
}

export interface RegistryLook {
  encoding: string
  new_count: number
  changed_count: number
  unchanged_count: number
  wrong_count: number
  /** New and changed; the first hundred. */
  lines: { line: number; name: string; credit_code: string; effect: string; fields: string[] }[]
  /** The first hundred. */
  wrong: RegistryFault[]
}

const headers = { 'content-type': 'text/csv' }
const sent = async (path: string, body: File) => (await call<RegistryLook>('POST', path, { body, headers })).data

export const registry = {
  preview: (table: File) => sent('/admin/registry/preview', table),
  take: (table: File, validOnly: boolean) => sent(`/admin/registry?valid_only=${validOnly}`, table),
  report: async (table: File): Promise<Blob> => {
    const response = await fetch(`${base}/admin/registry/report`, { method: 'POST', body: table, credentials: 'same-origin', headers: { ...headers, 'accept-language': locale.value } })
    if (!response.ok) throw new Problem(response.status, await response.json())
    return response.blob()
  },
}

/** Saves what the server wrote under a name. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
