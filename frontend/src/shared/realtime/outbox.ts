/**
 * Messages on their way. They are kept on the device until the server has them, so a reload or a
 * tunnel loses nothing; one at a time leaves for each room, so an author's order is kept; and each
 * carries its own name, so that sending it twice makes one message.
 */
import { asProblem } from '../api/problem'
import { backoff } from './backoff'
import type { Attachment, Id, Instant, RoomEvent } from './types'

export interface Waiting {
  client_id: string
  /** Whoever wrote it: on a shared device nobody sends another's words. */
  person: Id
  room: Id
  body: string
  attachments: Id[]
  /** The same files as the page knows them, for its own echo. */
  files: Attachment[]
  reply_to?: Id
  at: Instant
  /** Ascending in the order of writing. */
  order: number
  /** A code once the server refused it; null while it is to be sent. */
  error: string | null
}

/** Where waiting messages are kept. */
export interface Shelf {
  all: () => Promise<Waiting[]>
  put: (entry: Waiting) => Promise<void>
  remove: (clientId: string) => Promise<void>
}

/** Brings one message to the server; a refusal is a `Problem` with a status. */
export type Deliver = (entry: Waiting) => Promise<RoomEvent | null>

export class Outbox {
  private entries: Waiting[] = []
  private loaded: Promise<void> | null = null
  private readonly busy = new Set<Id>()
  private readonly failures = new Map<Id, number>()
  private readonly listeners = new Set<() => void>()
  private readonly sleepers = new Set<() => void>()
  private person: Id | null = null
  private lastOrder = 0

  constructor(
    private readonly shelf: Shelf,
    private readonly deliver: Deliver,
    private readonly delivered: (entry: Waiting, event: RoomEvent | null) => void = () => {},
    private readonly wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
  ) {}

  /** Calls `tell` after every change. */
  onChange(tell: () => void): () => void {
    this.listeners.add(tell)
    return () => this.listeners.delete(tell)
  }

  /** Says who is logged in, and sends what they left behind. */
  async setPerson(person: Id | null): Promise<void> {
    this.person = person
    await this.load()
    this.changed()
    this.flushAll()
  }

  /** What this person has waiting in `room`, in order. */
  of(room: Id): Waiting[] {
    return this.entries.filter((entry) => entry.room === room && entry.person === this.person)
  }

  async add(entry: Omit<Waiting, 'order' | 'error'>): Promise<void> {
    await this.load()
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now())
    await this.keep({ ...entry, order: this.lastOrder, error: null })
    void this.flush(entry.room)
  }

  async retry(clientId: string): Promise<void> {
    const entry = this.entries.find((candidate) => candidate.client_id === clientId)
    if (!entry) return
    await this.keep({ ...entry, error: null })
    void this.flush(entry.room)
  }

  async discard(clientId: string): Promise<void> {
    await this.drop(clientId)
  }

  /** Tries every room that has something waiting, at once. */
  flushAll(): void {
    for (const wake of this.sleepers) wake()
    this.sleepers.clear()
    for (const room of new Set(this.entries.map((entry) => entry.room))) void this.flush(room)
  }

  /** The server has this message: seen in the room itself, whatever became of our own request. */
  async arrived(clientId: string): Promise<void> {
    if (this.entries.some((entry) => entry.client_id === clientId)) await this.drop(clientId)
  }

  private async flush(room: Id): Promise<void> {
    if (this.busy.has(room)) return
    this.busy.add(room)
    try {
      for (let entry = this.next(room); entry; entry = this.next(room)) await this.attempt(entry)
    } finally {
      this.busy.delete(room)
    }
  }

  private next(room: Id): Waiting | undefined {
    return this.of(room).find((entry) => entry.error === null)
  }

  private async attempt(entry: Waiting): Promise<void> {
    try {
      const event = await this.deliver(entry)
      this.failures.delete(entry.room)
      this.delivered(entry, event)
      await this.drop(entry.client_id)
    } catch (error) {
      const problem = asProblem(error)
      if (isFinal(problem.status)) {
        await this.keep({ ...entry, error: problem.code })
      } else {
        await this.pause(entry.room)
      }
    }
  }

  private async pause(room: Id): Promise<void> {
    const failures = (this.failures.get(room) ?? 0) + 1
    this.failures.set(room, failures)
    const woken = new Promise<void>((wake) => this.sleepers.add(wake))
    await Promise.race([this.wait(backoff(failures) + 250), woken])
  }

  private async load(): Promise<void> {
    this.loaded ??= this.shelf.all().then(
      (kept) => {
        const known = new Set(this.entries.map((entry) => entry.client_id))
        this.entries = [...kept.filter((entry) => !known.has(entry.client_id)), ...this.entries].sort(inOrder)
        this.lastOrder = Math.max(0, ...this.entries.map((entry) => entry.order))
      },
      () => {},
    )
    await this.loaded
  }

  private async keep(entry: Waiting): Promise<void> {
    this.entries = [...this.entries.filter((other) => other.client_id !== entry.client_id), entry].sort(inOrder)
    this.changed()
    await this.shelf.put(entry).catch(() => {})
  }

  private async drop(clientId: string): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.client_id !== clientId)
    this.changed()
    await this.shelf.remove(clientId).catch(() => {})
  }

  private changed(): void {
    for (const tell of this.listeners) tell()
  }
}

const inOrder = (a: Waiting, b: Waiting) => a.order - b.order

/** A refusal that trying again does not change. Not logged in is not one: after a login it goes. */
const isFinal = (status: number) => status >= 400 && status < 500 && ![401, 408, 425, 429].includes(status)
