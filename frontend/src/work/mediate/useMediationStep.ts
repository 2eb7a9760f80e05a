import { computed } from 'vue'
import type { DisputeView, Verb } from '@/shared/api'
import { fieldName } from '../actions/names'
import { stepOf, type Step } from '../actions/steps'
import { useStepForm } from '../actions/useStepForm'
import type { Values } from '../actions/values'
import type { UnsentText } from '../desk/useUnsent'

/** What every form of a step gets from the page. */
export interface StepProps {
  verb: Verb
  dispute: DisputeView
  kept: UnsentText
  take: (verb: Verb, body: object, key: string, values?: Values, seen?: number) => Promise<void>
}

/** The form of a step that draws its fields itself; `more` is what the page knows and the person need not write. */
export function useMediationStep(props: StepProps, first: Values = {}, more: () => object = () => ({})) {
  const known = stepOf(props.verb)
  const step: Step = { verb: props.verb, tone: known?.tone, fields: (known?.fields ?? []).map((field) => ({ ...field })) }
  const form = useStepForm(() => props.dispute, step, first, props.kept, (body, key, values, seen) => props.take(props.verb, { ...body, ...more() }, key, values, seen))
  const names = computed(() => Object.fromEntries(step.fields.map(({ name }) => [name, fieldName(props.verb, name)])))
  return { step, form, names }
}
