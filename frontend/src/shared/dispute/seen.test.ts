import { expect, test } from 'vitest'
import { shallowRef } from 'vue'
import { Problem, type DisputeView, type TimelineEntry } from '../api'
import { newsSince, useSeen } from './seen'

const entry = (seq: number, fact: string): TimelineEntry => ({ seq, fact, at: '2026-11-27T10:00:00Z', seat: 'consumer', name: '林晓', data: {} })
const dispute = (head: number, timeline: TimelineEntry[]) => ({ id: 'd', head, timeline }) as unknown as DisputeView

test('clocks and records are no news', () => {
  const timeline = [entry(1, 'filed'), entry(2, 'term_opened'), entry(3, 'delivered'), entry(4, 'withdrawn'), entry(5, 'moved')]
  expect(newsSince({ timeline }, 1).map((one) => one.fact)).toEqual(['withdrawn'])
  expect(newsSince({ timeline: [entry(2, 'moved')] }, 1).map((one) => one.fact)).toEqual(['moved'])
})

test('what nobody need know of is passed over', async () => {
  const view = shallowRef(dispute(1, [entry(1, 'filed')]))
  const careful = useSeen(() => view.value)
  const tried: number[] = []
  await careful.act(async (seen) => {
    tried.push(seen)
    if (seen === 2) return
    view.value = dispute(2, [entry(1, 'filed'), entry(2, 'delivered')])
    throw new Problem(412, { code: 'stale' })
  })
  expect(tried).toEqual([1, 2])
  expect(careful.changed.value).toEqual([])
})

test('what somebody must know stops them until they have looked', async () => {
  const view = shallowRef(dispute(1, [entry(1, 'filed')]))
  const careful = useSeen(() => view.value)
  const act = (seen: number) => (seen === 2 ? Promise.resolve() : Promise.reject(new Problem(412, { code: 'stale' })))
  view.value = dispute(2, [entry(1, 'filed'), entry(2, 'withdrawn')])
  await expect(careful.act(act)).rejects.toThrow()
  expect(careful.changed.value.map((one) => one.fact)).toEqual(['withdrawn'])
  careful.look()
  expect(careful.changed.value).toEqual([])
  await careful.act(act)
})

test('another refusal is nobody’s news', async () => {
  const careful = useSeen(() => dispute(1, [entry(1, 'filed')]))
  await expect(careful.act(() => Promise.reject(new Problem(409, { code: 'not_now' })))).rejects.toMatchObject({ code: 'not_now' })
  expect(careful.changed.value).toEqual([])
})
