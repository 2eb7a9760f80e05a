/** One dispute, kept up to date, and what is done in it. */
import { getCurrentScope, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { asProblem, disputes, type DisputeView, type Id, type Problem, type Verb } from '../api'
import { newKey } from '../key'

export function useDispute(id: MaybeRefOrGetter<Id>) {
  const view = shallowRef<DisputeView | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(false)
  let asking: AbortController | undefined

  watch(
    () => toValue(id),
    () => {
      view.value = null
      void load()
    },
    { immediate: true },
  )

  // The page stands without the socket; news follow as soon as it is there.
  const scope = getCurrentScope()
  void import('../realtime').then(({ useDisputeHead }) =>
    scope?.run(() => {
      const { changed } = useDisputeHead(id)
      watch(changed, () => void load())
    }),
  )

  async function load(): Promise<void> {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    loading.value = true
    try {
      take(await disputes.get(toValue(id), mine.signal))
      problem.value = null
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    } finally {
      if (asking === mine) loading.value = false
    }
  }

  /**
   * Does something; repeated with the same key it is done once. `seen` is the head that the person
   * looked at. Throws `Problem`; after 412 the dispute has been read again.
   */
  async function act(verb: Verb, body: object, key = newKey(), seen?: number): Promise<void> {
    try {
      take(await disputes.act(toValue(id), verb, body, key, seen))
    } catch (error) {
      if (asProblem(error).status === 412) await load()
      throw error
    }
  }

  /** An answer that was overtaken by a newer one is dropped. */
  function take(next: DisputeView): void {
    if (next.id !== toValue(id)) return
    if (view.value?.id === next.id && next.head < view.value.head) return
    view.value = next
  }

  return { view, problem, loading, load, act }
}
