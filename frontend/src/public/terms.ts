/** The terms in force, as the server publishes them: no page has a number of its own. */
import { shallowRef } from 'vue'
import { registry, type TermRow } from '@/shared/api'
import { label } from '@/shared/i18n'
import '@/shared/i18n/areas/common.unit'

const terms = shallowRef<readonly TermRow[] | null>(null)
let asked = false

export function useTerms() {
  if (!asked) {
    asked = true
    registry.rules().then(
      (rules) => (terms.value = rules.terms),
      () => (asked = false),
    )
  }

  /** How long a term is, in words; empty until known. */
  function length(id: string): string {
    const term = terms.value?.find((each) => each.id === id)
    return term ? label('common.unit', term.unit, { n: term.count }) : ''
  }

  return { length }
}
