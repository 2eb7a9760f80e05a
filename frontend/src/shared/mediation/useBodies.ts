/** The bodies that may be asked in one dispute. */
import { shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { asProblem, mediation, type Id, type MediationBody, type Problem } from '../api'
import { inOrder } from './choices'

export function useBodies(dispute: MaybeRefOrGetter<Id>) {
  const bodies = shallowRef<MediationBody[] | null>(null)
  const problem = shallowRef<Problem | null>(null)

  async function load(): Promise<void> {
    problem.value = null
    const id = toValue(dispute)
    try {
      const { items } = await mediation.bodies(id)
      if (id === toValue(dispute)) bodies.value = inOrder(items)
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

  watch(() => toValue(dispute), () => void load(), { immediate: true })
  return { bodies, problem, load }
}
