/** The first steps of whoever administers a fresh installation. */
import { get, post } from '@/shared/api'
import type { components } from '@/shared/api/schema'
import type { RouteLocationRaw } from 'vue-router'
import { computed, shallowRef } from 'vue'

type Schemas = components['schemas']
export type Steps = Schemas['StepsView']
export type Step = Steps['items'][number]
export type Tested = NonNullable<Steps['test']>

const calls = {
  show: () => get<Steps>('/admin/steps'),
  close: () => post<Steps>('/admin/steps/close'),
  keepTerms: () => post<Steps>('/admin/steps/keep_terms'),
  test: (channel: 'mail' | 'sms') => post<Tested>('/admin/test_messages', { channel }),
}

const steps = shallowRef<Steps>()

/** One copy for navigation and page. */
export function useSteps() {
  const take = async (answer: Promise<Steps>) => (steps.value = await answer)
  return {
    steps,
    /** Whether there is something that the administrator should be led to. */
    isOpen: computed(() => steps.value !== undefined && !steps.value.closed_at),
    load: () => take(calls.show()),
    close: () => take(calls.close()),
    keepTerms: () => take(calls.keepTerms()),
    test: async (channel: 'mail' | 'sms') => {
      await calls.test(channel)
      await take(calls.show())
    },
  }
}

/** The page on which a step is done; none, where it is done on the page of the steps itself. */
export function placeOf(kind: Step['kind'], platform: string): RouteLocationRaw | null {
  const own = (query: Record<string, string>, hash = '') => ({ name: 'organisation', params: { id: platform }, query, hash })
  switch (kind) {
    case 'platform': return own({ do: 'edit' })
    case 'agent': return own({ do: 'invite' })
    case 'totp_policy': return own({}, '#policy')
    case 'rota': return { name: 'duty' }
    case 'mediation_body': return { name: 'organisations', query: { add: 'mediation_body' } }
    case 'house_terms': return { name: 'terms' }
    case 'merchants': return { name: 'registry' }
    case 'password':
    case 'test_message': return null
  }
}
