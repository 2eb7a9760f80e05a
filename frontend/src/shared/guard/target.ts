import type { Router } from 'vue-router'
import { isShopRole, me } from '@/shared/session'

/** Where somebody wanted to go, but never another site; where they work or complain if they did not say. */
export function here(to: unknown): string {
  if (typeof to === 'string' && /^\/(?![/\\])/.test(to)) return to
  return me.value.staff.some((each) => !isShopRole(each.role)) ? '/work' : '/disputes'
}

/** Goes there, by way of what has to be done first. The desk is an entry of its own, outside this router. */
export async function goOn(router: Router, wanted: unknown): Promise<void> {
  const to = here(wanted)
  if (me.value.first) await router.replace({ path: '/first', query: { to } })
  else if (/^\/work(?:[/?#]|$)/.test(to)) location.replace(to)
  else await router.replace(to)
}
