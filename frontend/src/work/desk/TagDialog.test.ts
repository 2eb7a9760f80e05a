import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nextTick, shallowRef } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import '@/shared/i18n/areas/common'
import { Problem } from '@/shared/api'
import { tags as calls, type Tag } from '../queue/api'
import TagDialog from './TagDialog.vue'
import type { TagsOf } from './useTags'

const tag = (id: string): Tag => ({ id, name: id, colour: 'blue', retired: false })
const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })

beforeEach(() => void vi.spyOn(calls, 'list').mockResolvedValue({ items: ['a', 'b'].map((id) => ({ ...tag(id), disputes: 0 })) }))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

async function shown(put: TagsOf['put'], worn = shallowRef<readonly Tag[]>([])) {
  const tags: TagsOf = { worn, load: async () => {}, put }
  render(TagDialog, { props: { open: true, tags }, global: { plugins: [router], stubs: { UIcon: true } } })
  return { worn, box: await screen.findByLabelText<HTMLInputElement>('a'), other: await screen.findByLabelText<HTMLInputElement>('b') }
}

test('a box that was pressed while another was being sent shows what is worn', async () => {
  let answer = () => {}
  const worn = shallowRef<readonly Tag[]>([])
  const { box, other } = await shown(() => new Promise((resolve) => (answer = () => { worn.value = [tag('a')]; resolve() })), worn)
  await fireEvent.click(box)
  await fireEvent.click(other)
  answer()
  await vi.waitFor(() => expect(box.checked).toBe(true))
  expect(other.checked).toBe(false)
})

test('a box whose tag was refused is empty again', async () => {
  const { box } = await shown(() => Promise.reject(new Problem(409, { code: 'conflict' })))
  await fireEvent.click(box)
  await screen.findByRole('alert')
  await nextTick()
  expect(box.checked).toBe(false)
})
