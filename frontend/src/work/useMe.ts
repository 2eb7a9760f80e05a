import { computed } from 'vue'
import { me, whoAmI } from '@/shared/session'

/** Where the person stands: staff of a platform, nobody, or somebody with another place to be. */
export type Standing = 'staff' | 'anonymous' | 'other'

const posts = computed(() => me.value.staff.filter((each) => each.organisation.kind === 'platform'))

function holds(role: string): boolean {
  return posts.value.some((each) => each.role === role)
}

/** What the shell and the queue must know of who works here. */
export function useMe() {
  return {
    me,
    platform: computed(() => posts.value[0]?.organisation.name ?? ''),
    roles: computed(() => [...new Set(posts.value.map((each) => each.role))]),
    isAdministrator: computed(() => holds('administrator')),
    worksQueue: computed(() => holds('service_agent') || holds('supervisor')),
  }
}

export async function standing(): Promise<Standing> {
  const { person } = await whoAmI()
  if (!person) return 'anonymous'
  return posts.value.length > 0 ? 'staff' : 'other'
}

/** The login page is in the light entry, outside this router. */
export function goToLogin(): void {
  location.assign(`/login?to=${encodeURIComponent(location.pathname + location.search)}`)
}
