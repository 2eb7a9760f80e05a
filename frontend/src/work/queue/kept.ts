import { ref } from 'vue'

/** Counts up whenever the kept views have changed, so that whoever lists them reads again. */
export const keptChanges = ref(0)

export function keptAnew(): void {
  keptChanges.value += 1
}
