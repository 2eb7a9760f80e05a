import { shallowRef } from 'vue'
import type { Id } from '@/shared/api'
import { tags as calls, type Tag } from '../queue/api'

/** The tags on one dispute; only the platform's service sees them. */
export function useTags(dispute: Id) {
  const worn = shallowRef<readonly Tag[]>([])

  async function load(): Promise<void> {
    try {
      worn.value = await calls.on(dispute)
    } catch {
      // The dispute can be worked on without them; the dialog says what is wrong.
    }
  }

  async function put(add: readonly Id[], remove: readonly Id[]): Promise<void> {
    worn.value = (await calls.wear(dispute, add, remove)).tags
  }

  return { worn, load, put }
}

export type TagsOf = ReturnType<typeof useTags>
