import { onScopeDispose, ref, shallowRef } from 'vue'
import { asProblem, disputes, type DisputeView, type Id, type Problem, type Verb } from '@/shared/api'
import { newKey } from '@/shared/key'

/** One dispute as the server sees it now: read, acted on, and read again when it moves. */
export function useDispute(id: Id) {
  const dispute = shallowRef<DisputeView>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let turn = 0
  let stop: AbortController | undefined

  async function load(): Promise<void> {
    const mine = ++turn
    stop?.abort()
    stop = new AbortController()
    loading.value = true
    try {
      take(await disputes.get(id, stop.signal))
    } catch (error) {
      if (mine === turn) problem.value = asProblem(error)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  /** An older picture never replaces a newer one. */
  function take(view: DisputeView): void {
    problem.value = undefined
    if (!dispute.value || view.head >= dispute.value.head) dispute.value = view
  }

  /** `seen` is the head that the person looked at. Throws `Problem`. */
  async function act(verb: Verb, body: object, key = newKey(), seen?: number): Promise<void> {
    take(await disputes.act(id, verb, body, key, seen))
  }

  onScopeDispose(() => stop?.abort())
  return { dispute, problem, loading, load, act }
}
