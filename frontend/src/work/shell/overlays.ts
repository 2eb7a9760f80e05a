import { computed, ref, shallowRef } from 'vue'
import type { Id, Verb } from '@/shared/api'

/** The two overlays that any page may open. */
export const paletteOpen = ref(false)
export const helpOpen = ref(false)

/** Something that can be done on the open page and is no step of the procedure; its words are `deed.ID`. */
export interface Deed {
  id: 'reply' | 'note' | 'insert' | 'macro' | 'mine' | 'tag' | 'snooze' | 'follow' | 'unfollow' | 'undo' | 'full' | 'back'
  icon: string
  key?: string
  act: () => unknown
}

/** What the open dispute offers to the command palette. */
export interface Offered {
  steps: readonly Verb[]
  open: (verb: Verb) => void
  deeds: readonly Deed[]
  /** Looks at one of the macros, where they may be run here. */
  macro?: (id: Id) => void
}

const offer = shallowRef<(() => Offered) | null>(null)

/** What is offered by the dispute on the screen, if there is one. */
export const offered = computed(() => offer.value?.() ?? null)

/** Offers steps and deeds until the returned function is called. */
export function offerSteps(now: () => Offered): () => void {
  offer.value = now
  return () => {
    if (offer.value === now) offer.value = null
  }
}
