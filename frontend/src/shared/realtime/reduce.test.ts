import { describe, expect, it } from 'vitest'
import { items, unread } from './items'
import { type Action, type RoomState, isBehind, isLost, reduce, unknownRoom } from './reduce'
import type { MessageView, RoomEvent, RoomSnapshot } from './types'

const message = (seq: number, more: Partial<MessageView> = {}): MessageView => ({
  id: `m${seq}`,
  client_id: `client-${seq}`,
  body: `words ${seq}`,
  version: 1,
  edited: false,
  redacted: false,
  attachments: [],
  ...more,
})

const said = (seq: number, person = 'ana', view = message(seq)): RoomEvent => ({
  room: 'r',
  seq,
  type: 'message',
  at: '2026-01-01T00:00:00Z',
  by: { person, seat: 'consumer', name: person },
  message: view,
})

const snapshot = (events: RoomEvent[], more: Partial<RoomSnapshot> = {}): RoomSnapshot => ({
  id: 'r',
  dispute: 'd',
  kind: 'negotiation',
  state: 'open',
  past: false,
  head: events.at(-1)?.seq ?? 0,
  epoch: 'one',
  can_post: true,
  members: [
    { person: 'ana', name: 'Ana', seat: 'consumer', read_seq: 0 },
    { person: 'bo', name: 'Bo', seat: 'respondent', read_seq: 0 },
  ],
  events,
  ...more,
})

const after = (...actions: Action[]): RoomState => actions.reduce(reduce, unknownRoom('r'))
const event = (e: RoomEvent): Action => ({ type: 'events', events: [e], head: e.seq })
const numbers = (state: RoomState) => state.events.map((e) => e.seq)

describe('reduce', () => {
  it('applies only what follows, drops what it has, keeps what comes too early', () => {
    const state = after({ type: 'snapshot', snapshot: snapshot([said(1), said(2)]) }, event(said(2)), event(said(5)), event(said(4)))
    expect(numbers(state)).toEqual([1, 2])
    expect(isBehind(state)).toBe(true)
    expect(numbers(reduce(state, event(said(3))))).toEqual([1, 2, 3, 4, 5])
  })

  it('ends in the same state whatever the order and the doubling of frames', () => {
    const events = Array.from({ length: 30 }, (_, index) => said(index + 1))
    events[9] = { ...said(10), type: 'edited', message: message(3, { version: 2, body: 'changed', edited: true }) }
    events[19] = { ...said(20), type: 'redacted', message: message(4, { version: 1, body: null, redacted: true }) }
    const straight = after({ type: 'snapshot', snapshot: snapshot([]) }, { type: 'events', events, head: 30 })
    for (let round = 0; round < 50; round += 1) {
      const mixed = [...events, ...events.slice(0, round % 30)].sort(() => Math.random() - 0.5)
      expect(after({ type: 'snapshot', snapshot: snapshot([]) }, ...mixed.map(event))).toEqual(straight)
    }
  })

  it('never brings back what was taken back, nor an older text', () => {
    const redacted = message(1, { body: null, redacted: true })
    const state = after(
      { type: 'snapshot', snapshot: snapshot([said(1, 'ana', redacted), said(2, 'ana', message(2, { version: 3, body: 'third' }))]) },
      { type: 'earlier', events: [said(1), said(2)], prev: null },
      event({ ...said(3), type: 'edited', message: message(1) }),
      event({ ...said(4), type: 'edited', message: message(2, { version: 2, body: 'second' }) }),
    )
    expect(state.messages.get('m1')?.body).toBeNull()
    expect(state.messages.get('m2')?.body).toBe('third')
  })

  it('starts afresh after a restore, without ghosts of the other epoch', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([said(1), said(2), said(3)]) },
      event(said(9)),
      { type: 'snapshot', snapshot: snapshot([said(1)], { epoch: 'two' }) },
    )
    expect(numbers(state)).toEqual([1])
    expect(isBehind(state)).toBe(false)
  })

  it('keeps what came ahead of a snapshot of the same epoch', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([said(1)]) },
      event(said(4)),
      { type: 'snapshot', snapshot: snapshot([said(1), said(2), said(3)]) },
    )
    expect(numbers(state)).toEqual([1, 2, 3, 4])
  })

  it('gives up on a hole that only grows', () => {
    const far = Array.from({ length: 201 }, (_, index) => event(said(index + 10)))
    expect(isLost(after({ type: 'snapshot', snapshot: snapshot([said(1)]) }, ...far))).toBe(true)
  })

  it('puts earlier pages in front, once', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([said(51)], { prev: 50 }) },
      { type: 'earlier', events: [said(49), said(50)], prev: 48 },
      { type: 'earlier', events: [said(49), said(50)], prev: 48 },
    )
    expect(numbers(state)).toEqual([49, 50, 51])
    expect(state.prev).toBe(48)
  })

  it('moves read marks forward only, and forgets typists after six seconds', () => {
    const typist = { person: 'bo', name: 'Bo', seat: 'respondent' as const }
    const start = after({ type: 'snapshot', snapshot: snapshot([said(1), said(2)]) }, { type: 'typing', typist, now: 0 })
    const read = [2, 1].reduce((state, seq) => reduce(state, { type: 'read', person: 'bo', seq }), start)
    expect(read.members.get('bo')?.read_seq).toBe(2)
    expect(reduce(read, { type: 'tick', now: 5999 }).typing.size).toBe(1)
    expect(reduce(read, { type: 'tick', now: 6000 }).typing.size).toBe(0)
    expect(reduce(read, event(said(3, 'bo'))).typing.size).toBe(0)
  })

  it('lets members in and out in the order of the room', () => {
    const member = (seq: number, type: 'member_added' | 'member_removed'): RoomEvent => ({
      ...said(seq),
      type,
      message: null,
      data: { person: 'cy', name: 'Cy', seat: 'first_responder' },
    })
    const state = after({ type: 'snapshot', snapshot: snapshot([said(1)]) }, event(member(2, 'member_added')))
    expect(state.members.get('cy')).toEqual({ person: 'cy', name: 'Cy', seat: 'first_responder', party: null, read_seq: 0 })
    expect(reduce(state, event(member(3, 'member_removed'))).members.has('cy')).toBe(false)
  })
})

describe('items', () => {
  const waiting = {
    client_id: 'client-9',
    person: 'ana',
    room: 'r',
    body: 'on its way',
    attachments: [],
    files: [],
    at: '2026-01-01T00:00:01Z',
    order: 1,
    error: null,
  }

  it('shows what is on its way last, and its echo in the same place', () => {
    const state = after({ type: 'snapshot', snapshot: snapshot([said(1, 'bo')]) })
    const before = items(state, 'ana', [waiting])
    expect(before.at(-1)).toMatchObject({ key: 'cclient-9', delivery: 'sending', seq: null })
    const echoed = items(reduce(state, event(said(2, 'ana', message(9)))), 'ana', [waiting])
    expect(echoed).toHaveLength(2)
    expect(echoed.at(-1)).toMatchObject({ key: 'cclient-9', delivery: 'sent', seq: 2 })
  })

  it('says who has read, and counts what is unread of others', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([said(1, 'ana'), said(2, 'bo'), said(3, 'bo')]) },
      { type: 'read', person: 'bo', seq: 1 },
      { type: 'read', person: 'ana', seq: 2 },
    )
    expect(items(state, 'ana', [])[0]).toMatchObject({ delivery: 'read', readBy: [{ person: 'bo' }] })
    expect(unread(state, 'ana')).toBe(1)
    expect(unread(state, 'bo')).toBe(0)
  })

  it('keeps a refused message in sight with its reason', () => {
    const failed = { ...waiting, error: 'room_closed' }
    expect(items(after({ type: 'snapshot', snapshot: snapshot([]) }), 'ana', [failed])[0]).toMatchObject({
      delivery: 'failed',
      error: 'room_closed',
    })
  })
})

describe('the table', () => {
  const empty = { hands: [], floor_only: false, agenda: { version: 0, items: [] } }
  const happens = (seq: number, type: RoomEvent['type'], person: string, data: Record<string, unknown> = {}): RoomEvent => ({
    room: 'r',
    seq,
    type,
    at: '2026-01-01T00:00:00Z',
    by: { person, seat: 'consumer', name: person },
    data,
  })
  const agenda = (version: number, ...titles: string[]) => ({ version, items: titles.map((title) => ({ title, done: false })) })

  it('follows hands, floor and agenda as the room tells them', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([], { table: empty }) },
      event(happens(1, 'hand_raised', 'ana')),
      event(happens(2, 'hand_raised', 'bo')),
      event(happens(3, 'hand_raised', 'ana')),
      event(happens(4, 'floor_rule', 'med', { only: true })),
      event(happens(5, 'floor_given', 'med', { person: 'bo', name: 'Bo' })),
      event(happens(6, 'agenda', 'med', agenda(1, 'refund'))),
    )
    expect(state.table).toEqual({ hands: ['ana'], floor: 'bo', floor_only: true, agenda: agenda(1, 'refund') })
    const out = reduce(state, event(happens(7, 'member_removed', 'med', { person: 'bo', why: 'sent_out' })))
    expect(out.table).toMatchObject({ hands: ['ana'], floor: null })
  })

  it('takes the table as it was told, and applies only what came after', () => {
    const events = [happens(1, 'hand_raised', 'ana'), happens(2, 'hand_lowered', 'ana', { person: 'ana' }), happens(3, 'hand_raised', 'bo'), happens(4, 'hand_raised', 'ana')]
    const told = { ...empty, hands: ['bo', 'ana'] }
    const early = happens(6, 'hand_lowered', 'bo', { person: 'bo' })
    const joined = after({ type: 'snapshot', snapshot: snapshot(events, { table: told }) })
    expect(joined.table?.hands).toEqual(['bo', 'ana'])

    const away = after({ type: 'snapshot', snapshot: snapshot(events.slice(0, 1), { table: { ...empty, hands: ['ana'] } }) }, event(early))
    const resume = { head: 5, epoch: 'one', events: [...events.slice(1), said(5)], members: [], can_post: true, state: 'open' as const, table: told }
    const back = reduce(away, { type: 'resume', resume })
    expect(back.last).toBe(6)
    expect(back.table?.hands).toEqual(['ana'])
  })

  it('never goes back to an older agenda', () => {
    const state = after(
      { type: 'snapshot', snapshot: snapshot([], { table: { ...empty, agenda: agenda(3, 'new') } }) },
      event(happens(1, 'agenda', 'med', agenda(2, 'old'))),
    )
    expect(state.table?.agenda).toEqual(agenda(3, 'new'))
  })

  it('is none in a room that has none', () => {
    const state = after({ type: 'snapshot', snapshot: snapshot([]) }, event(happens(1, 'hand_raised', 'ana')))
    expect(state.table).toBeNull()
  })
})
