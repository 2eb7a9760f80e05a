/** The one link of a page, the rooms followed over it, and what else it tells: made when first needed. */
import { base, call, get, post } from '../api'
import { locale } from '../i18n'
import { Follower, type EventsPage, type RoomHttp } from './follow'
import { Link, NoAnswer, Refused } from './link'
import { Outbox, type Waiting } from './outbox'
import { shelf } from './shelf'
import { Problem } from '../api/problem'
import type { Id, Incoming, RoomEvent, RoomSnapshot } from './types'

/** While there is no socket, pages look for news of disputes and queues this often. */
const lookEveryMs = 20_000

const http: RoomHttp = {
  snapshot: (room) => get<RoomSnapshot>(`/rooms/${room}`),
  events: (room, query, signal) => get<EventsPage>(`/rooms/${room}/events`, query, signal),
  read: (room, seq) => post(`/rooms/${room}/read`, { seq }),
}

export class Hub {
  readonly link: Link
  readonly outbox: Outbox
  me: Id | null = null
  private readonly rooms = new Map<Id, { follower: Follower; users: number }>()
  private readonly watched = new Map<Id, number>()
  private queueUsers = 0
  private readonly looks = new Set<() => void>()

  constructor() {
    this.link = new Link({
      open: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}${base}/realtime`, 'hejie.v1'),
      now: Date.now,
      later: (ms, run) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      random: Math.random,
      locale: () => locale.value,
    })
    this.outbox = new Outbox(shelf(), (entry) => this.deliver(entry), (entry, event) => this.delivered(entry, event))
    this.link.onState(({ status }) => {
      if (status === 'live') this.welcomed()
      if (status === 'polling') this.whoAmI()
    })
    addEventListener('online', () => this.link.eager())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.link.eager())
    setInterval(() => this.look(), lookEveryMs)
    this.link.start()
  }

  follow(room: Id): { follower: Follower; release: () => void } {
    this.link.start()
    const held = this.rooms.get(room) ?? { follower: this.newFollower(room), users: 0 }
    held.users += 1
    this.rooms.set(room, held)
    return { follower: held.follower, release: () => this.release(room) }
  }

  /** Calls `look` whenever no socket tells what is new. */
  onLook(look: () => void): () => void {
    this.looks.add(look)
    return () => this.looks.delete(look)
  }

  watch(dispute: Id): () => void {
    this.link.start()
    const users = (this.watched.get(dispute) ?? 0) + 1
    this.watched.set(dispute, users)
    if (users === 1) this.ask({ t: 'watch', dispute })
    return () => this.unwatch(dispute)
  }

  watchQueue(): () => void {
    this.link.start()
    this.queueUsers += 1
    if (this.queueUsers === 1) this.ask({ t: 'watch_queue' })
    return () => {
      this.queueUsers -= 1
      if (this.queueUsers === 0) this.link.say({ t: 'unwatch_queue' })
    }
  }

  /** Over the socket while it is there, else by plain HTTP: both are one use case of the server. */
  async edit(room: Id, message: Id, body: string, version: number): Promise<void> {
    await call('PATCH', `/rooms/${room}/messages/${message}`, { body: { body, version } })
  }

  async redact(room: Id, message: Id): Promise<void> {
    await call('DELETE', `/rooms/${room}/messages/${message}`)
  }

  private newFollower(room: Id): Follower {
    return new Follower(room, this.link, http, (event) => {
      if (event.type === 'message' && event.message && event.by.person === this.me) {
        void this.outbox.arrived(event.message.client_id)
      }
    })
  }

  private release(room: Id): void {
    const held = this.rooms.get(room)
    if (!held) return
    held.users -= 1
    if (held.users > 0) return
    this.rooms.delete(room)
    held.follower.end()
  }

  private unwatch(dispute: Id): void {
    const users = (this.watched.get(dispute) ?? 1) - 1
    if (users > 0) {
      this.watched.set(dispute, users)
      return
    }
    this.watched.delete(dispute)
    this.link.say({ t: 'unwatch', dispute })
  }

  private welcomed(): void {
    this.setMe(this.link.person)
    for (const dispute of this.watched.keys()) this.ask({ t: 'watch', dispute })
    if (this.queueUsers > 0) this.ask({ t: 'watch_queue' })
    // What happened while the line was down is not told again: look once.
    for (const look of this.looks) look()
  }

  /** A refused watch is no failure of the page: whoever may not watch may not load it either. */
  private ask(question: { t: 'watch'; dispute: Id } | { t: 'watch_queue' }): void {
    void this.link.ask(question).catch(() => {})
  }

  private look(): void {
    if (this.link.live || document.visibilityState !== 'visible') return
    for (const look of this.looks) look()
  }

  /** Who is logged in, asked for where no socket has said so yet. Throws `Problem`. */
  async person(): Promise<Id> {
    if (this.me === null) this.setMe((await get<{ person: { id: Id } | null }>('/me')).person?.id ?? null)
    if (this.me === null) throw new Problem(401, { code: 'not_logged_in' })
    return this.me
  }

  private whoAmI(): void {
    this.person().then(
      () => this.outbox.flushAll(),
      () => {},
    )
  }

  private setMe(person: Id | null): void {
    this.me = person
    void this.outbox.setPerson(person)
  }

  private async deliver(entry: Waiting): Promise<RoomEvent | null> {
    const { room, client_id, body, attachments, reply_to } = entry
    if (!this.link.live) {
      const answer = await post<{ event: RoomEvent }>(`/rooms/${room}/messages`, { client_id, body, attachments, reply_to })
      return answer.event
    }
    try {
      const answer = await this.link.ask({ t: 'send', room, client_id, body, attachments, reply_to })
      return answer.t === 'ack' ? (answer.event ?? null) : null
    } catch (error) {
      if (error instanceof NoAnswer) throw new Problem(0, { code: 'offline' })
      if (error instanceof Refused) throw new Problem(error.retryAfterMs === null ? 400 : 429, { code: error.code })
      throw error
    }
  }

  /** The answer may come before the event itself; the room applies it when its turn has come. */
  private delivered(entry: Waiting, event: RoomEvent | null): void {
    if (event) this.rooms.get(entry.room)?.follower.dispatch({ type: 'events', events: [event], head: event.seq })
  }
}

let hub: Hub | null = null

export function theHub(): Hub {
  hub ??= new Hub()
  return hub
}

/** The hub, unless none was needed yet. */
export const hubIfAny = (): Hub | null => hub

export type Heard<T extends Incoming['t']> = Extract<Incoming, { t: T }>
