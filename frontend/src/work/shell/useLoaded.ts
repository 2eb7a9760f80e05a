import { ref, shallowRef, type Ref } from 'vue'
import { asProblem, type Problem } from '@/shared/api'

/** One reading of the server: what it said, whether it is asked now, what went wrong. */
export function useLoaded<T>(read: () => Promise<T>) {
  const value: Ref<T | undefined> = shallowRef()
  const problem = shallowRef<Problem>()
  const loading = ref(true)

  async function load(): Promise<void> {
    loading.value = true
    try {
      value.value = await read()
      problem.value = undefined
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      loading.value = false
    }
  }

  void load()
  return { value, problem, loading, load }
}
