import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { computed, ref } from 'vue'
import { uploads, type Evidence, type Upload } from '../api'
import { t } from '../i18n'
import type { Room, RoomItem, RoomStatus } from '../realtime'
import RoomPane from './RoomPane.vue'

interface Edit {
  message: string
  body: string
  done: () => void
}

const canPost = ref(true)
const status = ref<RoomStatus>('live')
let edits: Edit[]

vi.mock('../api', async (actual) => {
  const all = await actual<typeof import('../api')>()
  return { ...all, registry: { ...all.registry, limits: () => new Promise(() => undefined) } }
})

function said(id: string, body: string): RoomItem {
  return {
    kind: 'message', key: id, seq: 1, at: '2026-11-22T03:00:00Z', by: { person: 'me', seat: 'consumer', name: 'Me' }, mine: true,
    message: { id, client_id: id, body, version: 1, edited: false, redacted: false, attachments: [] },
    delivery: 'sent', error: null, aside: false, readBy: [],
  }
}

const idle = () => Promise.resolve()
const room: Room = {
  status, canPost: computed(() => canPost.value),
  items: computed(() => [said('m1', 'first'), said('m2', 'second')]),
  members: computed(() => []), typing: computed(() => []), table: computed(() => null), me: ref('me'), unread: computed(() => 0), hasEarlier: computed(() => false),
  loadEarlier: idle, send: idle, retry: idle, discard: idle, redact: idle, typed: () => undefined, markRead: () => undefined,
  edit: (message, body) => new Promise((done) => edits.push({ message, body, done })),
}

beforeEach(() => {
  edits = []
  canPost.value = true
  status.value = 'live'
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const settled = () => new Promise((done) => setTimeout(done, 5))
const open = () => render(RoomPane, { props: { id: 'r1', dispute: 'd1', room, title: 'Room' } })
const box = () => document.querySelector('textarea')!
const write = (text: string) => fireEvent.update(box(), text)
const save = () => fireEvent.submit(box().form!)
const escape = () => fireEvent.keyDown(box(), { key: 'Escape' })

/** Begins to change the message of that place. */
async function edit(at: number): Promise<void> {
  const article = screen.getAllByRole('article')[at]!
  await fireEvent.click(article.querySelector('button[aria-expanded]')!)
  // Vue passes over a click in the very millisecond in which its button came.
  await settled()
  await fireEvent.click([...article.querySelectorAll('button')].find((each) => each.textContent.includes(t('common.action.edit')))!)
}

test('a saved edit gives the box back to what was begun before', async () => {
  open()
  await write('draft')
  await edit(0)
  expect(box().value).toBe('first')
  await write('first, changed')
  await save()
  edits[0]?.done()
  await settled()
  expect(box().value).toBe('draft')
})

test('who writes on while an edit is saved keeps it', async () => {
  open()
  await edit(0)
  await write('first, changed')
  await save()
  await write('first, changed and more')
  edits[0]?.done()
  await settled()
  expect(box().value).toBe('first, changed and more')
  await save()
  expect(edits[1]).toMatchObject({ message: 'm1', body: 'first, changed and more' })
})

test('the answer to one edit does not end the next', async () => {
  open()
  await edit(0)
  await write('first, changed')
  await save()
  await escape()
  await edit(1)
  await write('second, changed')
  edits[0]?.done()
  await settled()
  expect(box().value).toBe('second, changed')
  await save()
  expect(edits[1]).toMatchObject({ message: 'm2', body: 'second, changed' })
})

/** Attaches a file; it has arrived when what this answers is called. */
async function attach(): Promise<() => Promise<void>> {
  let arrive: (upload: Upload) => void = () => undefined
  vi.spyOn(uploads, 'open').mockImplementation(() => new Promise((done) => (arrive = done)))
  await fireEvent.click(screen.getByRole('button', { name: t('room.attach') }))
  const input = document.querySelector<HTMLInputElement>('input[type=file]')!
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'receipt.pdf', { type: 'application/pdf' })], configurable: true })
  await fireEvent(input, new Event('change'))
  await settled()
  return async () => {
    arrive({ id: 'u1', evidence: { id: 'f1', name: 'receipt.pdf' } as Evidence } as Upload)
    await settled()
  }
}

test('a file that arrives while a message is changed is kept, and so are the words begun before', async () => {
  open()
  await write('draft')
  const arrive = await attach()
  await edit(0)
  await arrive()
  await write('first, changed')
  await escape()
  expect(box().value).toBe('draft')
  expect(screen.getByText('receipt.pdf')).toBeTruthy()
})

test('a file on its way arrives though one may not write meanwhile', async () => {
  open()
  const arrive = await attach()
  canPost.value = false
  await settled()
  expect(box().form?.style.display).toBe('none')
  await arrive()
  canPost.value = true
  await settled()
  expect(box().form?.style.display).toBe('')
  expect(screen.getByText('receipt.pdf')).toBeTruthy()
})

test('who may not write for a while goes on with the edit and its words', async () => {
  open()
  await write('draft')
  await edit(0)
  await write('first, changed')
  canPost.value = false
  await settled()
  canPost.value = true
  await settled()
  expect(box().value).toBe('first, changed')
})

test('after a room was closed and opened again nothing is written into an old message', async () => {
  open()
  await write('draft')
  await edit(0)
  status.value = 'left'
  await settled()
  expect(document.querySelector('textarea')).toBeNull()
  status.value = 'live'
  await settled()
  expect(box().value).toBe('draft')
  await save()
  expect(edits).toEqual([])
})

test('whoever may only read has no box', () => {
  canPost.value = false
  open()
  expect(document.querySelector('textarea')).toBeNull()
  expect(screen.getByText(t('room.read_only'))).toBeTruthy()
})
