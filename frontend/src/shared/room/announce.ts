/** What a screen reader hears of new messages: one as it is, several as a count, never a flood. */
import { onScopeDispose, ref } from 'vue'

const gatherMs = 1200

export function useAnnouncer(sayMany: (count: number) => string) {
  const text = ref('')
  let gathered: string[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  function announce(line: string): void {
    gathered.push(line)
    clearTimeout(timer)
    timer = setTimeout(() => {
      text.value = gathered.length === 1 ? (gathered[0] ?? '') : sayMany(gathered.length)
      gathered = []
    }, gatherMs)
  }

  return { text, announce }
}
