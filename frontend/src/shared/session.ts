/** Who is here. One copy for the whole page; every entry reads it. */
import { computed, shallowRef } from 'vue'
import { onLoggedOut, people, type Id, type Me, type StaffRole } from './api'

const nobody: Me = { person: null, staff: [], session: null, unread_notices: 0 }
let asking: Promise<Me> | null = null

/** The person logged in, as last told by the server. */
export const me = shallowRef<Me>(nobody)
export const loggedIn = computed(() => me.value.person !== null)
/** The shops that the person works in. */
export const ownShops = computed(() => distinct(me.value.staff.filter((each) => isShopRole(each.role)).map((each) => each.organisation)))
/** Notices not read yet; the socket keeps it up to date. */
export const unreadNotices = shallowRef(0)

/** Whether the session ended by itself while somebody was at the page. */
export const sessionOver = shallowRef(false)

onLoggedOut(() => end(nobody))

/** A socket was refused: the session has ended, or it is one that still owes a step and gets no socket. */
export async function lookAgain(): Promise<void> {
  const answer = await people.me()
  if (answer.person) accept(answer)
  else end(answer)
}

function end(answer: Me): void {
  sessionOver.value ||= loggedIn.value
  accept(answer)
}

/** Takes what the server said about the person. */
export function accept(answer: Me): Me {
  me.value = answer
  if (answer.person) sessionOver.value = false
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

/** Whether the role is one of a shop's people, who work at the parties' pages and not at the staff desk. */
export function isShopRole(role: StaffRole): boolean {
  return role === 'shop_staff' || role === 'shop_manager'
}

function distinct<T extends { id: Id }>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [each.id, each])).values()]
}
