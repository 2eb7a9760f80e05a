import { onScopeDispose, ref } from 'vue'

const now = ref(Date.now())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for the page, so that a long list does not keep a timer a row. */
export function useNow() {
  if (users++ === 0) timer = setInterval(() => { now.value = Date.now() }, 30_000)
  onScopeDispose(() => { if (--users === 0) clearInterval(timer) })
  return now
}
