import { ref } from 'vue'
import type { Verb } from '@/shared/api'

/** What the right side shows: talk, or the form of one step. */
export function useRightSide() {
  const verb = ref<Verb | null>(null)
  const returnTo = ref<HTMLElement | null>(null)

  function open(next: Verb): void {
    returnTo.value = document.activeElement instanceof HTMLElement ? document.activeElement : null
    verb.value = next
  }

  /** Gives focus back to where the form was asked for, if that place is still there. */
  function close(): void {
    verb.value = null
    const back = returnTo.value
    if (back?.isConnected && back !== document.body) back.focus()
    else document.getElementById('main')?.focus({ preventScroll: true })
    returnTo.value = null
  }

  return { verb, open, close }
}
