/** What people do in the rooms of a mediation, and about its sessions. */
import { readFileSync } from 'node:fs'
import { expect, type Person } from '../support'
import { get, type Filed } from './before'
import { dialog } from './dispute'

/** The words over the box of a room of all, and of a room of few. */
export const toAll = '输入消息'
export const toFew = '输入只在这里可见的内容'

/** Goes to one of the rooms of the talk by its tab. */
export async function enterRoom({ page, hand }: Pick<Person, 'page' | 'hand'>, name: string | RegExp): Promise<void> {
  await hand.press(page.getByRole('tablist', { name: '选择会话' }).getByRole('tab', { name }))
}

/** Says something in the room in sight, and sees it there. */
export async function sayHere({ page, hand }: Pick<Person, 'page' | 'hand'>, words: string, box = toAll): Promise<void> {
  await hand.write(page.getByRole('textbox', { name: box }), words)
  await hand.press(page.getByRole('button', { name: '发送', exact: true }))
  await expect(page.getByRole('log').getByText(words, { exact: true })).toHaveCount(1)
}

/** The rooms of a kind that somebody may see, as their page knows them. */
export async function roomsOf(person: Person, dispute: Filed, kind: string): Promise<{ id: string; kind: string; party?: string }[]> {
  const { rooms } = await get<{ rooms: { id: string; kind: string }[] }>(person, `/disputes/${dispute.id}`)
  return rooms.filter((room) => room.kind === kind)
}

/** Neither what was said there nor that it was said reached somebody: not on the page, not behind it. */
export async function expectUnheard(person: Person, dispute: Filed, words: string, room: string): Promise<void> {
  await expect(person.page.getByText(words)).toHaveCount(0)
  const heard = (await person.heard()).join('\n')
  expect(heard).not.toContain(words)
  expect(heard).not.toContain(room)
  for (const path of [`/rooms/${room}`, `/rooms/${room}/events?since=0`, `/rooms/${room}/stream`]) {
    expect((await person.page.request.get(`/api/v1${path}`)).status(), path).toBe(404)
  }
  const whole = await person.page.request.get(`/api/v1/disputes/${dispute.id}`)
  expect(await whole.text()).not.toContain(room)
}

/** Unfolds the sessions, where they are folded. */
export async function unfoldSessions({ page, hand }: Pick<Person, 'page' | 'hand'>): Promise<void> {
  const fold = page.locator('details').filter({ has: page.locator('summary', { hasText: '调解会议' }) }).first()
  await expect(fold).toBeVisible()
  if ((await fold.getAttribute('open')) === null) await hand.press(fold.locator('summary').first())
}

/** Times for a session, as a box for date and time holds them. */
export async function proposeSession(person: Person, times: readonly string[], how: { fixed?: boolean; again?: boolean } = {}): Promise<void> {
  const { page, hand, look } = person
  await hand.press(page.getByRole('button', { name: how.again ? '更改时间或方式' : '约定调解会议', exact: true }))
  const box = dialog(person)
  while ((await box.getByRole('button', { name: /^删除时间/ }).count()) > 0) await hand.press(box.getByRole('button', { name: /^删除时间/ }).last())
  for (const [at, time] of times.entries()) {
    if (at > 0) await hand.press(box.getByRole('button', { name: '再加一个时间' }))
    await box.getByLabel(`时间 ${at + 1}`, { exact: true }).fill(time)
  }
  if (how.fixed) await hand.pick(box.getByRole('checkbox', { name: /不用选择/ }))
  await look()
  await hand.press(box.getByRole('button', { name: how.fixed ? '直接确定这个时间' : '请各方选择', exact: true }))
  await expect(box).toBeHidden()
}

/** Says of each time whether it suits. */
export async function chooseTimes(person: Person, choices: readonly string[]): Promise<void> {
  const { page, hand, look } = person
  const slots = page.locator('form').filter({ hasText: '请对每个时间表明能否参加' }).getByRole('group')
  await expect(slots).toHaveCount(choices.length)
  for (const [at, choice] of choices.entries()) await hand.press(slots.nth(at).getByText(choice, { exact: true }))
  await look()
  await hand.press(page.getByRole('button', { name: '提交我的选择' }))
}

/** The invitation behind the button of a fixed session, line by line. */
export async function invitation({ page, hand }: Person): Promise<Invitation> {
  const [saved] = await Promise.all([page.waitForEvent('download'), hand.press(page.getByRole('link', { name: /加入日历/ }))])
  return parse(readFileSync(await saved.path(), 'utf8'))
}

export type Invitation = Readonly<Record<string, string>>

/** iCalendar (RFC 5545): lines that are folded belong together, a name ends at `:` or `;`. */
export function parse(file: string): Invitation {
  const lines = file.replaceAll('\r\n ', '').split('\r\n').filter(Boolean)
  expect(lines[0]).toBe('BEGIN:VCALENDAR')
  expect(lines.at(-1)).toBe('END:VCALENDAR')
  const event = lines.slice(lines.indexOf('BEGIN:VEVENT'), lines.indexOf('END:VEVENT'))
  const head = lines.slice(0, lines.findIndex((line) => line.startsWith('BEGIN:V') && line !== 'BEGIN:VCALENDAR'))
  return Object.fromEntries([...head, ...event].map((line) => [/^[A-Z-]+/.exec(line)?.[0] ?? '', line.slice(line.indexOf(':') + 1)]))
}
