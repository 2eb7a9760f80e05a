/** Words that leave something open, asked of the server while somebody is typing. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { WordingFound, WordingText } from '../api'
import { papers } from './api'

const pauseMs = 400

export function useWording(texts: () => WordingText[]) {
  const found = shallowRef<Record<string, WordingFound>>({})
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  watch(
    () => JSON.stringify(texts().filter((one) => one.text.trim() !== '')),
    (body) => {
      clearTimeout(timer)
      timer = setTimeout(() => void ask(JSON.parse(body) as WordingText[]), pauseMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  async function ask(wanted: WordingText[]): Promise<void> {
    const mine = ++asked
    if (wanted.length === 0) {
      found.value = {}
      return
    }
    try {
      const answer = await papers.wording(wanted)
      if (mine === asked) found.value = Object.fromEntries(answer.texts.map((one) => [one.name, one]))
    } catch {
      // The offer is looked at again when it is sent.
    }
  }

  return { found }
}
