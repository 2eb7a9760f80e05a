import { computed, nextTick, reactive, ref, shallowRef, watch } from 'vue'
import { asProblem, byField, type Id, type Problem } from '@/shared/api'
import { t } from '@/shared/i18n'
import { newKey } from '@/shared/key'
import { sayFault, sayProblem } from '@/shared/task'
import type { Step } from './steps'
import { bodyOf, faultsOf, type Faults, type Values } from './values'

/** What was typed stays until it is sent, also when the form is closed by mistake. */
const kept = new Map<string, Values>()

/** One step's form: values, what is wrong with them, and sending them exactly once. */
export function useStepForm(
  dispute: Id,
  step: Step,
  first: Values,
  send: (body: object, key: string) => Promise<void>,
  renew: () => void,
) {
  const place = `${dispute} ${step.verb}`
  const empty = Object.fromEntries(step.fields.map(({ name }) => [name, first[name] ?? '']))
  const values = reactive<Values>({ ...empty, ...kept.get(place) })
  const faults = shallowRef<Faults>({})
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  let key = newKey()

  watch(values, () => {
    kept.set(place, { ...values })
    key = newKey()
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
    try {
      await send(bodyOf(step.fields, values), key)
      kept.delete(place)
    } catch (error) {
      problem.value = asProblem(error)
      if (problem.value.status === 409 || problem.value.status === 412) renew()
      await focusSummary()
    } finally {
      busy.value = false
    }
  }

  return { values, messages, said, busy, submit }
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
