import { computed, ref, shallowRef } from 'vue'
import type { Verb } from '@/shared/api'

/** The two overlays that any page may open. */
export const paletteOpen = ref(false)
export const helpOpen = ref(false)

/** What the open dispute offers to the command palette. */
export interface Offered {
  steps: Verb[]
  open: (verb: Verb) => void
}

const offer = shallowRef<(() => Offered) | null>(null)

/** The steps of the dispute on the screen, if there is one. */
export const offered = computed(() => offer.value?.() ?? null)

/** Offers steps until the returned function is called. */
export function offerSteps(now: () => Offered): () => void {
  offer.value = now
  return () => {
    if (offer.value === now) offer.value = null
  }
}
