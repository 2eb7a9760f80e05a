/**
 * Follows one room: joins it on the socket, fills holes, falls back to a snapshot once and never in
 * a circle, and asks by long poll while there is no socket.
 */
import { Problem, asProblem } from '../api/problem'
import { backoff } from './backoff'
import { type Link, Refused } from './link'
import { type Action, type RoomState, isBehind, isLost, reduce, unknownRoom } from './reduce'
import type { Id, Incoming, RoomEvent, RoomSnapshot, RoomStatus } from './types'

export interface EventsPage {
  events: RoomEvent[]
  head: number
  epoch: string
}

/** The same room by plain HTTP. */
export interface RoomHttp {
  snapshot: (room: Id) => Promise<RoomSnapshot>
  events: (room: Id, query: { since: number; limit: number; wait: number }, signal?: AbortSignal) => Promise<EventsPage>
  read: (room: Id, seq: number) => Promise<unknown>
}

const pageMax = 200
const pollWaitS = 25
const readEveryMs = 2000

export class Follower {
  state: RoomState
  status: RoomStatus = 'joining'
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []
  private filling: Promise<void> | null = null
  private polling: AbortController | null = null
  private readMark = 0
  private readSent = 0
  private readTimer: ReturnType<typeof setTimeout> | null = null
  private ended = false

  constructor(
    readonly room: Id,
    private readonly link: Link,
    private readonly http: RoomHttp,
    private readonly arrived: (event: RoomEvent) => void = () => {},
    private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {
    this.state = unknownRoom(room)
    this.stops.push(link.onFrame((frame) => this.heard(frame)))
    this.stops.push(link.onState(() => this.linkChanged()))
    this.linkChanged()
  }

  onChange(tell: () => void): () => void {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }

  end(): void {
    this.ended = true
    this.polling?.abort()
    for (const stop of this.stops) stop()
    this.link.say({ t: 'unsub', room: this.room })
  }

  /** Everything up to `seq` is read; said at most every two seconds, and never backwards. */
  markRead(seq: number, me: Id | null): void {
    const own = me === null ? 0 : (this.state.members.get(me)?.read_seq ?? 0)
    const mark = Math.min(seq, this.state.last)
    if (mark <= Math.max(own, this.readMark)) return
    this.readMark = mark
    if (me !== null) this.dispatch({ type: 'read', person: me, seq: mark })
    this.readTimer ??= setTimeout(() => this.sendRead(), this.readSent === 0 ? 0 : readEveryMs)
  }

  async loadEarlier(): Promise<void> {
    const { prev } = this.state
    if (prev === null) return
    const since = Math.max(0, prev - 50)
    const page = await this.http.events(this.room, { since, limit: prev - since, wait: 0 })
    this.dispatch({ type: 'earlier', events: page.events, prev: since > 0 && page.events.length > 0 ? since : null })
  }

  dispatch(action: Action): void {
    const before = this.state.last
    this.state = reduce(this.state, action)
    if (this.state.last > before) this.tellArrived(before)
    this.changed()
    if (isLost(this.state) || isBehind(this.state)) this.fill()
  }

  tick(now: number): void {
    this.state = reduce(this.state, { type: 'tick', now })
  }

  private tellArrived(before: number): void {
    for (const event of this.state.events) if (event.seq > before) this.arrived(event)
  }

  private linkChanged(): void {
    const { status } = this.link.state
    if (status === 'polling') void this.poll()
    else this.polling?.abort()
    if (status === 'live') void this.join()
    else if (this.status === 'live') this.become('catching_up')
  }

  private async join(): Promise<void> {
    const { last, epoch } = this.state
    try {
      const answer = await this.link.ask({ t: 'sub', room: this.room, ...(epoch ? { since: last, epoch } : {}) })
      if (answer.t === 'sub_ok') this.joined(answer)
    } catch (error) {
      if (!(error instanceof Refused)) return
      if (error.retryAfterMs !== null) {
        await this.wait(error.retryAfterMs)
        if (!this.ended && this.link.live) await this.join()
      } else {
        this.become(this.status === 'left' ? 'left' : 'denied')
      }
    }
  }

  private joined(answer: Extract<Incoming, { t: 'sub_ok' }>): void {
    this.status = answer.state === 'closed' ? 'closed' : 'live'
    if (answer.mode === 'resume') this.dispatch({ type: 'resume', resume: answer })
    else this.dispatch({ type: 'snapshot', snapshot: { ...answer, id: this.room } })
  }

  private heard(frame: Incoming): void {
    switch (frame.t) {
      case 'ev':
        if (frame.room === this.room) this.dispatch({ type: 'events', events: [frame.e], head: frame.e.seq })
        break
      case 'hb':
        this.dispatch({ type: 'head', head: frame.heads[this.room] ?? 0 })
        break
      case 'typing':
        if (frame.room === this.room) {
          const { person, name, seat } = frame
          this.dispatch({ type: 'typing', typist: { person, name, seat }, now: Date.now() })
        }
        break
      case 'presence':
        if (frame.room === this.room) this.dispatch({ type: 'presence', person: frame.person, online: frame.online })
        break
      case 'read':
        if (frame.room === this.room) this.dispatch({ type: 'read', person: frame.person, seq: frame.seq })
        break
      case 'rights':
        if (frame.room === this.room) this.dispatch({ type: 'rights', canPost: frame.can_post })
        break
      case 'left':
        if (frame.room === this.room) this.leave()
        break
      case 'welcome':
      case 'door':
      case 'sub_ok':
      case 'head':
      case 'queue':
      case 'notice':
      case 'ack':
      case 'err':
      case 'bye':
        break
    }
  }

  /** One place may be lost while another still lets us in: asks once more, and takes no for an answer. */
  private leave(): void {
    this.become('left')
    void this.join()
  }

  /** Asks for what is missing; on the second failure takes a snapshot; then waits for new word. */
  private fill(): void {
    if (this.status === 'left' || this.status === 'denied' || this.state.epoch === null) return
    this.filling ??= this.fillOnce().finally(() => (this.filling = null))
  }

  private async fillOnce(): Promise<void> {
    try {
      if (!isLost(this.state)) {
        const page = await this.http.events(this.room, { since: this.state.last, limit: pageMax, wait: 0 })
        if (page.epoch === this.state.epoch) this.take(page)
        if (page.epoch === this.state.epoch && !isBehind(this.state)) return
      }
    } catch (error) {
      if (this.refused(error)) return
    }
    await this.snapshot()
  }

  private async snapshot(): Promise<void> {
    try {
      this.take(await this.http.snapshot(this.room))
    } catch (error) {
      this.refused(error)
    }
  }

  /** Without `dispatch`: filling must not ask itself to fill again. */
  private take(told: EventsPage | RoomSnapshot): void {
    const before = this.state.last
    this.state =
      'members' in told
        ? reduce(this.state, { type: 'snapshot', snapshot: told })
        : reduce(this.state, { type: 'events', events: told.events, head: told.head })
    if (this.state.last > before) this.tellArrived(before)
    this.changed()
  }

  private async poll(): Promise<void> {
    if (this.polling || this.ended) return
    const polling = new AbortController()
    this.polling = polling
    let failures = 0
    while (!polling.signal.aborted) {
      try {
        await this.pollOnce(polling.signal)
        failures = 0
      } catch (error) {
        if (polling.signal.aborted || this.refused(error)) break
        await this.wait(backoff(failures++) + 1000)
      }
    }
    if (this.polling === polling) this.polling = null
  }

  private async pollOnce(signal: AbortSignal): Promise<void> {
    if (this.state.epoch === null) this.take(await this.http.snapshot(this.room))
    this.become(this.state.open ? 'live' : 'closed')
    const query = { since: this.state.last, limit: pageMax, wait: pollWaitS }
    const page = await this.http.events(this.room, query, signal)
    if (signal.aborted) return
    if (page.epoch === this.state.epoch && page.head >= this.state.last) this.take(page)
    else this.take(await this.http.snapshot(this.room))
  }

  private refused(error: unknown): boolean {
    const { status } = error instanceof Problem ? error : asProblem(error)
    const final = status === 403 || status === 404
    if (final) this.become('denied')
    return final
  }

  private sendRead(): void {
    this.readTimer = null
    this.readSent = Date.now()
    const seq = this.readMark
    if (this.link.live) this.link.say({ t: 'read', room: this.room, seq })
    else void this.http.read(this.room, seq).catch(() => (this.readMark = 0))
  }

  private become(status: RoomStatus): void {
    if (this.status === status) return
    this.status = status
    this.changed()
  }

  private changed(): void {
    for (const tell of this.listeners) tell()
  }
}
