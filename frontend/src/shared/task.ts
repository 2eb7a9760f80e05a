/** One thing that a person sets off: busy meanwhile, and what went wrong afterwards. */
import { ref, shallowRef } from 'vue'
import { asProblem, byField, type FieldFault, type Problem } from './api'
import { maybe, t } from './i18n'

export function useTask() {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  const fields = shallowRef<Record<string, string>>({})

  /** Runs `work` unless it runs already; answers whether it went well. */
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    clear()
    try {
      await work()
      return true
    } catch (error) {
      fail(asProblem(error))
      return false
    } finally {
      busy.value = false
    }
  }

  function fail(found: Problem): void {
    problem.value = found
    fields.value = byField(found.errors, sayFault)
  }

  /** Shows faults that the page found itself. */
  function refuse(found: Record<string, string>): void {
    problem.value = null
    fields.value = found
  }

  function clear(): void {
    problem.value = null
    fields.value = {}
  }

  return { busy, problem, fields, run, fail, refuse, clear }
}

/** A fault of one field in the person's language. */
export function sayFault(fault: FieldFault): string {
  return fault.detail || maybe('common.fault', fault.code) || t('common.form.check')
}

/** What went wrong, in one sentence. */
export function sayProblem(problem: Problem | null): string {
  if (!problem) return ''
  return problem.detail || maybe('common.problem', problem.code) || (problem.message !== problem.code ? problem.message : '') || t('common.problem.unreadable')
}
