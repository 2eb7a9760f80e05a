/** What an administrator writes of the terms: no answer takes away what was typed since. */
import { ref, shallowRef } from 'vue'
import type { Numbers, Terms } from './terms'

export interface Written {
  numbers: Numbers
  reasons: string
  reasons_en: string
}

export function useTermsForm() {
  const numbers = shallowRef<Numbers | null>(null)
  const reasons = ref('')
  const reasonsEn = ref('')
  /** The draft that was written on: what is saved goes over that version alone. */
  const version = ref(0)
  const filled = shallowRef<Written | null>(null)

  function written(): Written | null {
    return numbers.value && { numbers: numbers.value, reasons: reasons.value, reasons_en: reasonsEn.value }
  }

  function fill(read: Terms): void {
    const held = heldBy(read)
    numbers.value = held.numbers
    reasons.value = held.reasons
    reasonsEn.value = held.reasons_en
    stand(read)
  }

  /** After `sent` was saved, or the draft was published. */
  function settle(read: Terms, sent = filled.value): void {
    if (same(sent, written())) fill(read)
    else stand(read)
  }

  /** After something that leaves the draft alone; it may have been changed by somebody else. */
  function refresh(read: Terms): void {
    if (same(filled.value, written())) fill(read)
  }

  function stand(read: Terms): void {
    version.value = read.draft?.version ?? 0
    filled.value = heldBy(read)
  }

  return { numbers, reasons, reasonsEn, version, written, fill, settle, refresh }
}

function heldBy(read: Terms): Written {
  return { numbers: structuredClone(read.draft?.numbers ?? read.numbers), reasons: read.draft?.reasons ?? '', reasons_en: read.draft?.reasons_en ?? '' }
}

function same(one: Written | null, other: Written | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
