import { describe, expect, it, vi } from 'vitest'
import { Problem } from '../api/problem'
import { Follower, type RoomHttp } from './follow'
import type { Link } from './link'
import { Refused } from './link'
import type { Incoming, LinkState, RoomEvent, RoomSnapshot } from './types'

const event = (seq: number): RoomEvent => ({
  room: 'r',
  seq,
  type: 'procedure',
  at: '2026-01-01T00:00:00Z',
  by: { seat: 'clock', name: '' },
  data: {},
})
const events = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => event(from + index))

/** A room on a server that has `head` events. */
function server(head: number) {
  const room = { head, epoch: 'one' }
  const snapshot = (): RoomSnapshot => ({
    id: 'r',
    dispute: 'd',
    kind: 'negotiation',
    state: 'open',
    head: room.head,
    epoch: room.epoch,
    can_post: true,
    past: false,
    members: [],
    events: events(Math.max(1, room.head - 49), room.head),
    prev: room.head > 50 ? room.head - 50 : null,
  })
  const http = {
    snapshot: vi.fn(async () => snapshot()),
    events: vi.fn(async (_room: string, { since, limit }: { since: number; limit: number }) => ({
      events: events(since + 1, Math.min(room.head, since + limit)),
      head: room.head,
      epoch: room.epoch,
    })),
    read: vi.fn(async () => null),
  } satisfies RoomHttp
  return { room, http, snapshot }
}

class Line {
  state: LinkState = { status: 'offline', reason: null, retryAt: null }
  frames = new Set<(frame: Incoming) => void>()
  states = new Set<() => void>()
  said: object[] = []
  ask = vi.fn(async (_question: object): Promise<unknown> => Promise.reject(new Refused('not_found', null)))
  onFrame(hear: (frame: Incoming) => void) {
    this.frames.add(hear)
    return () => this.frames.delete(hear)
  }
  onState(hear: () => void) {
    this.states.add(hear)
    return () => this.states.delete(hear)
  }
  get live() {
    return this.state.status === 'live'
  }
  say(frame: object) {
    this.said.push(frame)
  }
  become(status: LinkState['status']) {
    this.state = { status, reason: null, retryAt: null }
    for (const hear of this.states) hear()
  }
  hears(frame: object) {
    for (const hear of this.frames) hear(frame as Incoming)
  }
}

const settled = () => new Promise((done) => setTimeout(done, 5))

async function joined(head: number) {
  const { room, http, snapshot } = server(head)
  const line = new Line()
  line.ask.mockImplementation(async () => ({ ...snapshot(), t: 'sub_ok', id: 1, room: 'r', mode: 'snapshot' }))
  const follower = new Follower('r', line as unknown as Link, http, undefined, () => settled().then(() => {}))
  line.become('live')
  await settled()
  return { room, http, line, follower }
}

describe('follower', () => {
  it('joins with a snapshot, and resumes from its number', async () => {
    const { line, follower } = await joined(3)
    expect(follower.status).toBe('live')
    line.become('offline')
    expect(follower.status).toBe('catching_up')
    line.become('live')
    expect(line.ask.mock.lastCall?.[0]).toEqual({ t: 'sub', room: 'r', since: 3, epoch: 'one' })
  })

  it('fills a hole it notices by an event or a heartbeat', async () => {
    const { room, http, line, follower } = await joined(3)
    room.head = 6
    line.hears({ t: 'ev', room: 'r', e: event(6) })
    await settled()
    expect(follower.state.last).toBe(6)
    room.head = 8
    line.hears({ t: 'hb', heads: { r: 8 } })
    await settled()
    expect(follower.state.last).toBe(8)
    expect(http.snapshot).not.toHaveBeenCalled()
  })

  it('takes one snapshot when filling does not help, and then waits for new word', async () => {
    const { room, http, line, follower } = await joined(3)
    room.head = 600
    line.hears({ t: 'hb', heads: { r: 600 } })
    await settled()
    expect(http.events).toHaveBeenCalledTimes(1)
    expect(http.snapshot).toHaveBeenCalledTimes(1)
    expect(follower.state.last).toBe(600)
    line.hears({ t: 'hb', heads: { r: 9999 } })
    await settled()
    expect(http.events).toHaveBeenCalledTimes(2)
    expect(http.snapshot).toHaveBeenCalledTimes(2)
  })

  it('starts afresh when the epoch is another', async () => {
    const { room, line, follower } = await joined(30)
    room.head = 31
    line.hears({ t: 'hb', heads: { r: 40 } })
    room.epoch = 'two'
    await settled()
    expect(follower.state).toMatchObject({ epoch: 'two', last: 31 })
  })

  it('asks once more after losing a place, and takes no for an answer', async () => {
    const { line, follower } = await joined(3)
    line.ask.mockClear()
    line.ask.mockRejectedValue(new Refused('not_found', null))
    line.hears({ t: 'left', room: 'r', at_seq: 4, reason: 'seat_lost' })
    await settled()
    expect(line.ask).toHaveBeenCalledTimes(1)
    expect(follower.status).toBe('left')
  })

  it('follows by long poll while there is no socket', async () => {
    const { room, http, line, follower } = await joined(3)
    const answers: (() => void)[] = []
    http.events.mockImplementation(async (_room, { since }) => {
      await new Promise<void>((done) => answers.push(done))
      return { events: events(since + 1, room.head), head: room.head, epoch: room.epoch }
    })
    line.become('polling')
    await settled()
    room.head = 5
    answers.shift()?.()
    await settled()
    expect(follower.state.last).toBe(5)
    expect(follower.status).toBe('live')
    line.become('live')
    answers.shift()?.()
    await settled()
    expect(answers).toHaveLength(0)
  })

  it('stops asking where it may not look', async () => {
    const { http, line, follower } = await joined(3)
    http.events.mockRejectedValue(new Problem(404, { code: 'not_found' }))
    line.become('polling')
    await settled()
    expect(follower.status).toBe('denied')
    expect(http.events).toHaveBeenCalledTimes(1)
  })

  it('says what is read at most every two seconds, and never backwards', async () => {
    const { line, follower } = await joined(3)
    follower.markRead(2, 'ana')
    follower.markRead(1, 'ana')
    follower.markRead(99, 'ana')
    await settled()
    expect(line.said).toEqual([{ t: 'read', room: 'r', seq: 3 }])
  })
})
