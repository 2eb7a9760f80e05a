import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineComponent, h, shallowRef } from 'vue'
import { toasts } from '@/kit/toast'
import { Problem, type DisputeView, type Verb } from '@/shared/api'
import type { Action } from './action'
import ActionDialog from './ActionDialog.vue'

interface Sent {
  verb: Verb
  body: object
  key: string
  done: () => void
  refuse: (problem: Problem) => void
}

const action = shallowRef<Action | null>(null)
const view = shallowRef({ head: 1, allowed: ['appeal', 'respond'], timeline: [], parties: [], you: {} } as unknown as DisputeView)
let sent: Sent[]

beforeEach(() => {
  sent = []
  toasts.value = []
  action.value = null
  const act = (verb: Verb, body: object, key: string) => new Promise<void>((done, refuse) => sent.push({ verb, body, key, done, refuse }))
  render(defineComponent(() => () => h(ActionDialog, { modelValue: action.value, 'onUpdate:modelValue': (next) => (action.value = next ?? null), view: view.value, act })))
})
afterEach(cleanup)

const settled = () => new Promise((done) => setTimeout(done))
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { hidden: true })

async function write(verb: Verb, text: string): Promise<void> {
  action.value = { verb }
  await settled()
  await fireEvent.update(box(), text)
}

async function submit(): Promise<Sent> {
  await fireEvent.submit(document.querySelector('form')!)
  return sent.at(-1)!
}

/** Sends one thing, and begins another before the answer. */
async function sendAndGoOn(): Promise<Sent> {
  await write('respond', 'mine')
  const first = await submit()
  action.value = null
  await settled()
  await write('appeal', 'other')
  return first
}

test('what was taken in late leaves the next dialog and its text', async () => {
  const first = await sendAndGoOn()
  first.done()
  await settled()
  expect(action.value?.verb).toBe('appeal')
  expect(box().value).toBe('other')
  expect(toasts.value.map((each) => each.tone)).toEqual(['good'])
})

test('a late refusal is said in passing, not in the next dialog', async () => {
  const first = await sendAndGoOn()
  first.refuse(new Problem(422, { code: 'invalid', detail: 'Too late for that.' }))
  await settled()
  expect(document.querySelector('dialog')?.textContent).not.toContain('Too late for that.')
  expect(toasts.value).toMatchObject([{ tone: 'bad', text: expect.stringContaining('Too late for that.') as string }])
})

test('a refusal is said also when no other dialog was opened', async () => {
  await write('respond', 'mine')
  const first = await submit()
  action.value = null
  await settled()
  first.refuse(new Problem(409, { code: 'conflict', detail: 'Too late for that.' }))
  await settled()
  expect(toasts.value).toMatchObject([{ tone: 'bad' }])
})

test('a late wish for a proof asks nobody for it, and nothing is sent in another name', async () => {
  const first = await sendAndGoOn()
  first.refuse(new Problem(403, { code: 'reauth_needed' }))
  await settled()
  expect(box().value).toBe('other')
  const second = await submit()
  expect(second).toMatchObject({ verb: 'appeal', body: { reasons: 'other' } })
  expect(second.key).not.toBe(first.key)
})

test('in its own dialog a refusal is shown, and what is taken in shuts it', async () => {
  await write('respond', 'mine')
  const first = await submit()
  first.refuse(new Problem(409, { code: 'conflict', detail: 'Not now.' }))
  await settled()
  expect(document.querySelector('dialog')?.textContent).toContain('Not now.')
  expect(toasts.value).toEqual([])
  const second = await submit()
  second.done()
  await settled()
  expect(action.value).toBeNull()
})
