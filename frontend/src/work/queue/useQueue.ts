import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { queue } from '../api'
import type { QueueRow } from './api'
import { appendRows, mergeRows } from './merge'
import type { Wanted } from './views'

const PAGE_ROWS = 50
/** Hints come in bursts: one reading answers them all. */
const GATHER_MS = 700
/** Rows beyond the first page are renewed by name, and never more than these at once. */
const SINGLES_MAX = 50

/** The list of one view: pages on demand, rows renewed in place, newcomers counted. */
export function useQueue(wanted: Ref<Wanted>) {
  const rows = shallowRef<QueueRow[]>([])
  const cursor = ref<string | null>(null)
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const fresh = shallowRef<string[]>([])
  const fetchingMore = ref(false)
  const hinted = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function load(): Promise<void> {
    const mine = ++turn
    state.value = 'loading'
    try {
      const page = await queue.page(wanted.value, PAGE_ROWS)
      if (mine !== turn) return
      rows.value = page.items
      cursor.value = page.next_cursor ?? null
      fresh.value = []
      state.value = 'ready'
    } catch {
      if (mine === turn) state.value = 'failed'
    }
  }

  async function more(): Promise<void> {
    if (!cursor.value || fetchingMore.value || state.value !== 'ready') return
    const mine = turn
    fetchingMore.value = true
    try {
      const page = await queue.page(wanted.value, PAGE_ROWS, cursor.value)
      if (mine !== turn) return
      rows.value = appendRows(rows.value, page.items)
      cursor.value = page.next_cursor ?? null
    } catch {
      // The next scroll asks again; the rows already read stay.
    } finally {
      fetchingMore.value = false
    }
  }

  function hint(dispute: string | null): void {
    if (dispute) hinted.add(dispute)
    timer ??= setTimeout(() => void renew(), GATHER_MS)
  }

  async function renew(): Promise<void> {
    timer = undefined
    if (state.value !== 'ready') return
    const [mine, ids] = [turn, [...hinted]]
    hinted.clear()
    try {
      const first = await queue.page(wanted.value, PAGE_ROWS)
      const singles = await readRows(beyond(first.items, ids))
      if (mine !== turn) return
      const merged = mergeRows(rows.value, [...first.items, ...singles])
      rows.value = merged.rows
      fresh.value = merged.fresh
    } catch {
      // A hint that could not be followed is made good by the next one or by a reload.
    }
  }

  function beyond(page: QueueRow[], ids: string[]): QueueRow[] {
    const inPage = new Set(page.map((row) => row.id))
    return rows.value.filter((row) => ids.includes(row.id) && !inPage.has(row.id)).slice(0, SINGLES_MAX)
  }

  function markRead(dispute: string): void {
    rows.value = rows.value.map((row) => (row.id === dispute ? { ...row, unread: 0 } : row))
  }

  watch(wanted, load, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  const complete = computed(() => state.value === 'ready' && cursor.value === null)
  return { rows, state, fresh, complete, fetchingMore, load, more, hint, markRead }
}

/** Rows read again, wherever they stand now; those out of sight are left out. */
async function readRows(rows: QueueRow[]): Promise<QueueRow[]> {
  if (rows.length === 0) return []
  return (await queue.page({ view: 'all', only: rows.map((row) => row.id).join(',') }, rows.length)).items
}
