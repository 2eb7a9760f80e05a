/** The registry, searched while somebody types. */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { registry, type MerchantRow } from '../api'

export function useMerchants(query: Ref<string>) {
  const found = shallowRef<readonly MerchantRow[] | null>(null)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  watch(query, (text) => {
    clearTimeout(timer)
    asking?.abort()
    if ([...text.trim()].length < 2) {
      found.value = null
      busy.value = false
      return
    }
    busy.value = true
    timer = setTimeout(() => void ask(text.trim()), 300)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    asking?.abort()
  })

  async function ask(text: string): Promise<void> {
    const mine = new AbortController()
    asking = mine
    try {
      found.value = (await registry.merchants(text, mine.signal)).items
    } catch {
      if (!mine.signal.aborted) found.value = []
    } finally {
      if (asking === mine) busy.value = false
    }
  }

  return { found, busy }
}
