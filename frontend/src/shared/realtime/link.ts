/**
 * The one socket of a page: opens it, greets, notices when it is dead, and comes back for ever. What
 * the frames mean is not known here.
 */
import { noteServerTime } from '../format/now'
import { backoff } from './backoff'
import type { Id, Incoming, LinkState, Outgoing } from './types'

/** After so many attempts without one welcome, pages ask by plain HTTP while we go on trying. */
const attemptsBeforePolling = 3
/** An answer that has not come by then will not come. */
const answerMs = 10_000
/** The server's beat before its first word of it. */
const firstBeatMs = 25_000
/** A device that wakes up may ask for a new attempt no more often than this. */
const eagerMs = 2000

/** The parts of a page that tests replace. */
export interface Surroundings {
  open: () => WebSocket
  now: () => number
  later: (ms: number, run: () => void) => () => void
  random: () => number
  locale: () => string
}

/** No answer came, or the socket is not open: try again later. */
export class NoAnswer extends Error {}

/** The server refused a frame. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly retryAfterMs: number | null,
  ) {
    super(code)
  }
}

type Answer = Extract<Incoming, { t: 'ack' | 'sub_ok' }>
type Asking = { answer: (frame: Answer) => void; fail: (error: Error) => void }
type Question = Extract<Outgoing, { id: number }>
type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/** Close codes from here on say that trying again is of no use. */
const stopFrom = 4500
const reasons: Record<number, string> = { 4500: 'logged_out', 4503: 'logged_out', 4504: 'too_many', 4509: 'reload' }

export class Link {
  state: LinkState = { status: 'connecting', reason: null, retryAt: null }
  person: Id | null = null
  private socket: WebSocket | null = null
  private failures = 0
  private everWelcome = false
  private lastId = 0
  private beatMs = firstBeatMs
  private lastAttempt = 0
  private atRest = true
  private returnMs: number | null = null
  private cancelRetry = () => {}
  private cancelDeath = () => {}
  private readonly asking = new Map<number, Asking>()
  private readonly frames = new Set<(frame: Incoming) => void>()
  private readonly states = new Set<(state: LinkState) => void>()

  constructor(private readonly around: Surroundings) {}

  onFrame(hear: (frame: Incoming) => void): () => void {
    this.frames.add(hear)
    return () => this.frames.delete(hear)
  }

  onState(hear: (state: LinkState) => void): () => void {
    this.states.add(hear)
    return () => this.states.delete(hear)
  }

  get live(): boolean {
    return this.state.status === 'live'
  }

  /** Opens the socket unless it is open or about to be. */
  start(): void {
    if (!this.atRest) return
    this.atRest = false
    this.connect()
  }

  /** Closes it and stays closed. */
  stop(reason: string | null = null): void {
    this.atRest = true
    this.cancelRetry()
    this.abandon()
    this.person = null
    this.become({ status: 'stopped', reason, retryAt: null })
  }

  /** The user asks, or the device has come back: try at once. */
  eager(): void {
    if (this.socket || this.around.now() - this.lastAttempt < eagerMs) return
    if (this.atRest && this.state.status !== 'stopped') return
    this.atRest = false
    this.cancelRetry()
    this.connect()
  }

  /** Sends a frame that has no answer; lost without a word when the socket is not open. */
  say(frame: Outgoing): void {
    if (this.live && this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  /** Sends a frame and waits for its answer: {@link Refused}, or {@link NoAnswer}. */
  ask(question: WithoutId<Question>): Promise<Answer> {
    // It may be closing already, and its end not be heard yet.
    if (!this.live || this.socket?.readyState !== WebSocket.OPEN) return Promise.reject(new NoAnswer())
    const id = ++this.lastId
    const socket = this.socket
    return new Promise((resolve, reject) => {
      const settle = () => {
        cancel()
        this.asking.delete(id)
      }
      const cancel = this.around.later(answerMs, () => {
        settle()
        reject(new NoAnswer())
      })
      this.asking.set(id, {
        answer: (frame) => (settle(), resolve(frame)),
        fail: (error) => (settle(), reject(error)),
      })
      socket.send(JSON.stringify({ ...question, id }))
    })
  }

  private connect(): void {
    this.lastAttempt = this.around.now()
    if (!this.everWelcome || this.state.status === 'stopped') {
      this.become({ status: this.pollingDue() ? 'polling' : 'connecting', reason: null, retryAt: null })
    }
    let socket: WebSocket
    try {
      socket = this.around.open()
    } catch {
      this.lost(1006)
      return
    }
    this.socket = socket
    this.watchPulse()
    socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', locale: this.around.locale() } satisfies Outgoing))
    socket.onmessage = (message) => this.heard(socket, String(message.data))
    socket.onclose = (close) => this.socket === socket && this.lost(close.code)
  }

  private heard(socket: WebSocket, text: string): void {
    if (this.socket !== socket) return
    this.watchPulse()
    const frame = JSON.parse(text) as Incoming
    switch (frame.t) {
      case 'welcome':
        noteServerTime(frame.time)
        this.welcomed(frame.person, frame.heartbeat_ms)
        break
      case 'hb':
        noteServerTime(frame.time)
        this.say({ t: 'pong' })
        break
      case 'bye':
        this.returnMs = frame.retry_ms
        break
      case 'ack':
      case 'sub_ok':
        this.asking.get(frame.id)?.answer(frame)
        break
      case 'err':
        if (frame.id !== undefined) this.asking.get(frame.id)?.fail(new Refused(frame.code, frame.retry_after_ms ?? null))
        break
      case 'ev':
      case 'typing':
      case 'presence':
      case 'read':
      case 'rights':
      case 'left':
      case 'head':
      case 'queue':
      case 'notice':
        break
    }
    for (const hear of this.frames) hear(frame)
  }

  private welcomed(person: Id, beatMs: number): void {
    this.person = person
    this.beatMs = beatMs
    this.failures = 0
    this.everWelcome = true
    this.watchPulse()
    this.become({ status: 'live', reason: null, retryAt: null })
  }

  /** Two and a half beats missed, and the line is dead, whatever the browser believes. */
  private watchPulse(): void {
    this.cancelDeath()
    this.cancelDeath = this.around.later(this.beatMs * 2.5, () => {
      const socket = this.socket
      this.lost(4012)
      socket?.close()
    })
  }

  private lost(code: number): void {
    this.abandon()
    if (this.atRest) return
    if (code >= stopFrom && code < 5000) {
      this.stop(reasons[code] ?? 'refused')
      return
    }
    const wait = this.returnMs ?? backoff(this.failures, this.around.random)
    this.returnMs = null
    this.failures += 1
    if (this.pollingDue()) this.everWelcome = false
    this.become({
      status: this.pollingDue() ? 'polling' : 'offline',
      reason: null,
      retryAt: this.around.now() + wait,
    })
    this.cancelRetry()
    this.cancelRetry = this.around.later(wait, () => this.connect())
  }

  private pollingDue(): boolean {
    return this.failures >= attemptsBeforePolling
  }

  private abandon(): void {
    this.cancelDeath()
    const socket = this.socket
    this.socket = null
    for (const asking of this.asking.values()) asking.fail(new NoAnswer())
    if (socket && socket.readyState <= 1) socket.close()
  }

  private become(state: LinkState): void {
    this.state = state
    for (const hear of this.states) hear(state)
  }
}
