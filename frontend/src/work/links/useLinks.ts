import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { call, get, post, type Id } from '@/shared/api'
import type { components } from '@/shared/api/schema'
import { newKey } from '@/shared/key'
import { queue } from '../api'
import type { QueueRow } from '../queue/api'

export type Links = components['schemas']['LinksView']
export type LinkKind = components['schemas']['LinkKind']

const PAUSE_MS = 300
const FOUND_MAX = 5

/** What belongs to a dispute, read again whenever the dispute moves. */
export function useLinks(id: () => Id, head: Ref<number>) {
  const links = shallowRef<Links | null>(null)
  const query = ref('')
  const found = shallowRef<QueueRow[] | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  async function load(): Promise<void> {
    try {
      links.value = await get<Links>(`/disputes/${id()}/links`)
    } catch {
      // Whoever has no part in the desk has no links either.
      links.value = null
    }
  }

  async function link(other: Id, kind: LinkKind): Promise<void> {
    links.value = await post<Links>(`/disputes/${id()}/links`, { other, kind }, { 'idempotency-key': newKey() })
    query.value = ''
  }

  async function unlink(other: Id): Promise<void> {
    links.value = (await call<Links>('DELETE', `/disputes/${id()}/links/${other}`)).data
  }

  watch([id, head], () => void load(), { immediate: true })
  watch(query, (words) => {
    clearTimeout(timer)
    if (words.trim().length < 2) return void (found.value = null)
    timer = setTimeout(() => void search(words.trim()), PAUSE_MS)
  })

  async function search(words: string): Promise<void> {
    try {
      const page = await queue.page({ view: 'all', query: words }, FOUND_MAX + 1)
      if (words === query.value.trim()) found.value = page.items.filter((row) => row.id !== id()).slice(0, FOUND_MAX)
    } catch {
      found.value = []
    }
  }

  return { links, query, found, link, unlink, load }
}
