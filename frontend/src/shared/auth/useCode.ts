/** Sending a one-time code, and the wait before the next. */
import { onScopeDispose, ref } from 'vue'
import type { CodeSent } from '../api'

export function useCode() {
  const sent = ref(false)
  const wait = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined

  onScopeDispose(() => clearInterval(timer))

  async function send(call: () => Promise<CodeSent | null>): Promise<void> {
    const answer = await call()
    sent.value = true
    wait.value = answer?.resend_after_s ?? 60
    clearInterval(timer)
    timer = setInterval(() => {
      wait.value -= 1
      if (wait.value <= 0) clearInterval(timer)
    }, 1000)
  }

  return { sent, wait, send }
}
