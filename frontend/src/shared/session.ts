/** Who is here. One copy for the whole page; every entry reads it. */
import { computed, shallowRef } from 'vue'
import { onLoggedOut, people, type Me } from './api'

const nobody: Me = { person: null, staff: [], session: null, unread_notices: 0 }
let asking: Promise<Me> | null = null

/** The person logged in, as last told by the server. */
export const me = shallowRef<Me>(nobody)
export const loggedIn = computed(() => me.value.person !== null)
/** The shops that the person works in. */
export const ownShops = computed(() => me.value.staff.filter((each) => each.role === 'shop_staff').map((each) => each.organisation))
/** Notices not read yet; the socket keeps it up to date. */
export const unreadNotices = shallowRef(0)

onLoggedOut(() => accept(nobody))

/** Takes what the server said about the person. */
export function accept(answer: Me): Me {
  me.value = answer
  unreadNotices.value = answer.unread_notices
  return answer
}

/** Asks once who is here; later calls wait for the same answer. */
export function whoAmI(): Promise<Me> {
  asking ??= people.me().then(accept, (error: unknown) => {
    asking = null
    throw error
  })
  return asking
}

/** Asks again, after something changed. */
export function askAgain(): Promise<Me> {
  asking = null
  return whoAmI()
}

export async function logout(): Promise<void> {
  await people.logout()
  accept(nobody)
}
