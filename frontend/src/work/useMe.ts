import { computed } from 'vue'
import { me, whoAmI } from '@/shared/session'

/** Where the person stands: staff of a platform or a mediation body, nobody, somebody with another place to be, or with something to do first. */
export type Standing = 'staff' | 'anonymous' | 'other' | 'due'

const DESKS = ['platform', 'mediation_body']
const posts = computed(() => me.value.staff.filter((each) => DESKS.includes(each.organisation.kind)))

function holds(role: string): boolean {
  return posts.value.some((each) => each.role === role)
}

const worksQueue = computed(() => holds('service_agent') || holds('supervisor'))
/** Whether the person keeps the cases of a mediation body, or mediates in them. */
const registers = computed(() => holds('registrar'))
const mediates = computed(() => holds('mediator'))

/** The page that somebody begins with. */
const home = computed(() => {
  if (worksQueue.value) return 'queue'
  return registers.value || mediates.value ? 'cases' : 'outbox'
})

/** What the shell and the queue must know of who works here. */
export function useMe() {
  return {
    me,
    platform: computed(() => posts.value[0]?.organisation.name ?? ''),
    /** The bureau that an officer works for; it has no desk here. */
    bureau: computed(() => me.value.staff.find((each) => each.role === 'officer')?.organisation.name),
    roles: computed(() => [...new Set(posts.value.map((each) => each.role))]),
    isAdministrator: computed(() => holds('administrator')),
    worksQueue,
    registers,
    mediates,
    home,
  }
}

export async function standing(): Promise<Standing> {
  const { person, first } = await whoAmI()
  if (!person) return 'anonymous'
  if (first) return 'due'
  return posts.value.length > 0 ? 'staff' : 'other'
}

/** Log-in, and what comes first, are in the light entry, outside this router; both lead back here. */
export function goToLogin(page: 'login' | 'first' = 'login'): void {
  location.assign(`/${page}?to=${encodeURIComponent(location.pathname + location.search)}`)
}
