import { computed, onScopeDispose, ref } from 'vue'
import { now } from '@/shared/format/now'

const ticks = ref(0)
const present = computed(() => {
  void ticks.value
  return now()
})
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for the page, the service's, so that a long list does not keep a timer a row. */
export function useNow() {
  if (users++ === 0) timer = setInterval(() => { ticks.value += 1 }, 30_000)
  onScopeDispose(() => { if (--users === 0) clearInterval(timer) })
  return present
}
