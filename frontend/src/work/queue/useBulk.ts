import { ref, shallowRef } from 'vue'
import { asProblem, type Id } from '@/shared/api'
import { sayProblem } from '@/shared/task'
import { many, type BulkDeed } from './api'

/** So many disputes are sent at once: progress is seen, and a lost answer costs little. */
const AT_ONCE = 20

export interface Refused {
  id: Id
  why: string
}

/** Does the same to many disputes, a few at a time; what was refused can be tried again. */
export function useBulk() {
  const running = ref(false)
  const [total, done] = [ref(0), ref(0)]
  const refused = shallowRef<Refused[]>([])
  const changed = shallowRef<{ id: Id; added: Id[]; removed: Id[] }[]>([])

  async function run(ids: readonly Id[], deed: BulkDeed): Promise<void> {
    const key = crypto.randomUUID()
    running.value = true
    total.value = ids.length
    done.value = 0
    refused.value = []
    changed.value = []
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      const piece = ids.slice(at, at + AT_ONCE)
      try {
        const sheet = await many.act(piece, deed, key)
        for (const item of sheet.items) {
          if (item.problem) refused.value = [...refused.value, { id: item.dispute, why: reason(item.problem) }]
          else changed.value = [...changed.value, { id: item.dispute, added: item.added, removed: item.removed }]
        }
      } catch (error) {
        const why = sayProblem(asProblem(error))
        refused.value = [...refused.value, ...piece.map((id) => ({ id, why }))]
      }
      done.value = Math.min(ids.length, at + piece.length)
    }
    running.value = false
  }

  return { running, total, done, refused, changed, run }
}

function reason(problem: { detail?: string | null; title?: string | null; errors?: { detail?: string | null }[] }): string {
  return problem.errors?.[0]?.detail ?? problem.detail ?? problem.title ?? ''
}
