import { ref, shallowRef } from 'vue'
import type { Id } from '@/shared/api'
import { replies as calls, type Reply } from './api'

/** The replies that are kept ready for one dispute; read when they are first wanted, and again when it moves. */
export function useReplies(dispute: () => Id) {
  const all = shallowRef<readonly Reply[]>([])
  const state = ref<'unread' | 'loading' | 'ready' | 'failed'>('unread')

  async function load(): Promise<void> {
    if (state.value === 'loading') return
    if (state.value !== 'ready') state.value = 'loading'
    try {
      all.value = await calls.of(dispute())
      state.value = 'ready'
    } catch {
      if (state.value !== 'ready') state.value = 'failed'
    }
  }

  /** Notes that one was used; the next time it stands nearer to the front. */
  function used(reply: Reply): void {
    all.value = all.value.map((each) => (each.id === reply.id ? { ...each, own_uses: each.own_uses + 1, uses: each.uses + 1 } : each))
    void calls.used(reply.id).catch(() => undefined)
  }

  return { all, state, load, used }
}
