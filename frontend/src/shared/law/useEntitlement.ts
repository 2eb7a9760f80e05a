/** Asks the law again whenever a fact changes, and keeps every question that was asked on the page. */
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { asProblem, type Card, type ConditionState, type MissingFact, type Problem } from '@/shared/api'
import { law } from './api'
import { factAt, withFact, type Facts, type Json } from './facts'

/** How long a person may go on typing before the law is asked. */
const pauseMs = 350

export function useEntitlement(category: Ref<string | null>, on: Ref<string>, start: () => Facts = () => ({})) {
  const facts = shallowRef<Facts>(start())
  const asked = shallowRef<readonly MissingFact[]>([])
  const card = shallowRef<Card | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  watch(category, () => {
    facts.value = start()
    asked.value = []
    card.value = null
  })
  watch([category, on, facts], () => {
    clearTimeout(timer)
    if (category.value) timer = setTimeout(() => void ask(), card.value ? pauseMs : 0)
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))

  async function ask(): Promise<void> {
    const mine = ++turn
    busy.value = true
    try {
      const found = await law.entitlement({ ...facts.value, category: category.value ?? '', on: on.value })
      if (mine !== turn) return
      card.value = found
      problem.value = null
      const known = new Set(asked.value.map((each) => each.fact))
      asked.value = [...asked.value, ...found.missing.filter((each) => !known.has(each.fact))]
    } catch (error) {
      if (mine === turn) problem.value = asProblem(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  /** What nobody can read off the facts: how each condition stands. */
  const conditions = computed<readonly ConditionState[]>(() => {
    const all = (card.value?.claims ?? []).flatMap((claim) => claim.conditions)
    const open = all.filter((state) => !state.because)
    return open.filter((state, index) => open.findIndex((each) => each.condition === state.condition) === index)
  })

  function set(pointer: string, value: Json | undefined): void {
    facts.value = withFact(facts.value, pointer, value ?? null)
  }

  function get(pointer: string): Json | undefined {
    return factAt(facts.value, pointer)
  }

  return { facts, asked, card, problem, busy, conditions, set, get }
}
