import { computed, nextTick, reactive, ref, shallowRef, watch } from 'vue'
import { asProblem, byField, type DisputeView, type Problem } from '@/shared/api'
import { useSeen } from '@/shared/dispute/seen'
import { t } from '@/shared/i18n'
import { newKey } from '@/shared/key'
import { sayFault, sayProblem } from '@/shared/task'
import { written } from '../desk/kept'
import type { UnsentText } from '../desk/useUnsent'
import type { Step } from './steps'
import { bodyOf, faultsOf, type Faults, type Values } from './values'

/** Sends a step; `values` go back into the form when it is undone. */
export type SendStep = (body: object, key: string, values: Values, seen: number) => Promise<void>

/** One step's form: values, kept until they are sent; what is wrong with them; sending them exactly once. */
export function useStepForm(dispute: () => DisputeView, step: Step, first: Values, kept: UnsentText, send: SendStep) {
  const empty = Object.fromEntries(step.fields.map(({ name }) => [name, first[name] ?? '']))
  const values = reactive<Values>({ ...empty, ...(kept.content.value as Values) })
  const faults = shallowRef<Faults>({})
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  const careful = useSeen(dispute)
  let key = newKey()

  watch(values, () => {
    key = newKey()
    kept.write(written(values) === written(empty) ? {} : { ...values })
  })
  // Undone, settled or written in another window: the form follows.
  watch(kept.content, (next) => {
    const wanted = { ...empty, ...(next as Values) }
    if (written(wanted) !== written(values)) Object.assign(values, wanted)
  })

  const messages = computed<Record<string, string>>(() => ({
    ...Object.fromEntries(Object.entries(faults.value).map(([name, code]) => [name, t(`work.fault.${code}`)])),
    ...fromServer(problem.value),
  }))
  /** What is wrong that belongs to no field. */
  const said = computed(() => (problem.value ? [sayProblem(problem.value), problem.value.next].filter(Boolean).join(' ') : ''))

  async function submit(): Promise<void> {
    if (busy.value) return
    problem.value = undefined
    faults.value = faultsOf(step.fields, values)
    if (Object.keys(faults.value).length > 0) return focusSummary()
    busy.value = true
    const body = bodyOf(step.fields, values)
    try {
      await careful.act((seen) => send(body, key, { ...values }, seen))
    } catch (error) {
      // What happened meanwhile is shown by itself, above the form.
      if (careful.changed.value.length > 0) return
      problem.value = asProblem(error)
      await focusSummary()
    } finally {
      busy.value = false
    }
  }

  function look(): void {
    careful.look()
    problem.value = undefined
  }

  return { values, messages, said, busy, submit, look, changed: careful.changed, seen: careful.seen }
}

/** The server names `/items/0`; the field on the page is `items`. */
function fromServer(problem: Problem | undefined): Record<string, string> {
  if (!problem) return {}
  const said = byField(problem.errors, sayFault)
  return Object.fromEntries(Object.entries(said).map(([name, text]) => [name.split('.')[0] ?? name, text]))
}

async function focusSummary(): Promise<void> {
  await nextTick()
  document.getElementById('step-faults')?.focus()
}
