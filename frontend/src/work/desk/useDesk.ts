/** What the desk keeps about one dispute, for the panels of its page. */
import { computed, effectScope, getCurrentScope, inject, onScopeDispose, provide, ref, shallowRef, type InjectionKey } from 'vue'
import { asProblem, type Id, type Problem, type Verb } from '@/shared/api'
import { now } from '@/shared/format/now'
import { newKey } from '@/shared/key'
import { desk, type Content, type Desk, type DeskSetting, type Held, type Unsent } from './api'
import { useMe } from '../useMe'
import { useUnsent, type UnsentText } from './useUnsent'

/** What left is looked for so long after its time, and again while it has not left. */
const LOOK_MS = 1200

export type DeskOf = ReturnType<typeof makeDesk>

const KEY: InjectionKey<DeskOf> = Symbol('desk')

export function provideDesk(dispute: Id): DeskOf {
  const made = makeDesk(dispute)
  provide(KEY, made)
  return made
}

export function useDesk(): DeskOf {
  const found = inject(KEY)
  if (!found) throw new Error('There is no desk here.')
  return found
}

/** Verbs that wait for a moment in which they can be undone; the server has the same list. */
const HELD = new Set<Verb>(['answer', 'ask_material', 'demand_evidence', 'refuse', 'discontinue', 'decide_appeal'])

export const isHeld = (verb: Verb) => HELD.has(verb)

function makeDesk(dispute: Id) {
  const { worksQueue } = useMe()
  const view = shallowRef<Desk>()
  const problem = shallowRef<Problem>()
  const held = shallowRef<readonly Held[]>([])
  /** What was begun here before, on this device or another. */
  const begun = shallowRef<readonly Unsent[]>([])
  /** What is on its way back into its box. */
  const undoing = shallowRef<ReadonlySet<Id>>(new Set())
  const ready = ref(false)
  const texts = new Map<string, UnsentText>()
  const scope = getCurrentScope() ?? effectScope()
  const undone = new Set<(held: Held) => void>()
  const left = new Set<(held: readonly Held[]) => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let before: Promise<unknown> = Promise.resolve()

  async function load(): Promise<void> {
    try {
      // What mediators send leaves at once; what they have begun is kept like everybody's.
      if (!worksQueue.value) return void (begun.value = await desk.unsent(dispute))
      view.value = await desk.of(dispute)
      begun.value = view.value.unsent
      problem.value = undefined
      take(view.value.held)
    } catch (error) {
      problem.value = asProblem(error)
    } finally {
      ready.value = true
    }
  }

  function take(items: readonly Held[]): void {
    const refused = items.filter((one) => one.state === 'failed' && held.value.some((other) => other.id === one.id && other.state !== 'failed'))
    const gone = held.value.filter((one) => one.state !== 'failed' && !items.some((other) => other.id === one.id))
    held.value = items
    if (gone.length > 0) for (const tell of left) tell(gone)
    for (const one of refused) void text(one.place).restore(one.content as Content)
    watchNext()
  }

  /** Looks again when the next one should have left. */
  function watchNext(): void {
    clearTimeout(timer)
    const dues = held.value.filter((one) => one.state !== 'failed').map((one) => Date.parse(one.due_at))
    if (dues.length === 0) return
    timer = setTimeout(() => void look(), Math.max(0, Math.min(...dues) - now()) + LOOK_MS)
  }

  async function look(): Promise<void> {
    try {
      take(await desk.held(dispute))
    } catch {
      timer = setTimeout(() => void look(), LOOK_MS * 4)
    }
  }

  /** The text of a place; one copy for the page. */
  function text(place: string): UnsentText {
    const known = texts.get(place)
    if (known) return known
    const found = begun.value.find((one) => one.place === place) ?? null
    const made = scope.run(() => useUnsent(dispute, place, found)) as UnsentText
    texts.set(place, made)
    return made
  }

  /** Sends it; throws `Problem`, and the text is then still where it was. */
  async function send(place: string, body: object, content: Content, seen?: number, key = newKey()): Promise<Held> {
    const leaving = texts.get(place)?.leaves(content)
    // One after the other, so that what was written first is held first.
    const own = Promise.all([before, leaving?.quiet]).then(() => desk.send(dispute, { place, key, body, content }, seen))
    own.then(() => leaving?.end(true), () => leaving?.end(false))
    before = own.catch(() => undefined)
    const sent = await own
    if (sent.state === 'sent') for (const tell of left) tell([sent])
    else take([...held.value.filter((one) => one.id !== sent.id), sent])
    return sent
  }

  async function undo(one: Held): Promise<void> {
    if (undoing.value.has(one.id)) return
    undoing.value = new Set([...undoing.value, one.id])
    try {
      await takeBack(one)
    } finally {
      undoing.value = new Set([...undoing.value].filter((other) => other !== one.id))
    }
  }

  async function takeBack(one: Held): Promise<void> {
    const back = await desk.undo(one.id)
    held.value = held.value.filter((other) => other.id !== one.id)
    watchNext()
    if (one.state !== 'failed') await text(one.place).restore(back.content as Content)
    for (const tell of undone) tell(back)
  }

  async function sendNow(one: Held): Promise<void> {
    await desk.sendNow(one.id)
    await look()
  }

  async function follow(on: boolean): Promise<void> {
    await desk.follow(dispute, on)
    if (view.value) view.value = { ...view.value, follows: on }
  }

  async function snooze(until: string | null): Promise<void> {
    await (until ? desk.snooze(dispute, until) : desk.unsnooze(dispute))
    if (view.value) view.value = { ...view.value, snoozed_until: until ?? undefined }
  }

  async function readHandover(): Promise<void> {
    await desk.readHandover(dispute)
    if (view.value) view.value = { ...view.value, handover: undefined }
  }

  function use(setting: DeskSetting): void {
    if (view.value) view.value = { ...view.value, setting }
  }

  onScopeDispose(() => clearTimeout(timer))
  return {
    dispute, view, held, undoing, ready, load, text, send, undo, sendNow, follow, snooze, readHandover, use,
    /** Whether what is sent waits here for a moment; what mediators send leaves at once. */
    holds: computed(() => worksQueue.value && !problem.value),
    setting: computed<DeskSetting>(() => view.value?.setting ?? { undo_s: 10, keys: true }),
    fill: (words: string) => desk.fill(dispute, words),
    /** Calls `tell` with what was taken back, so that it returns to its box. */
    onUndone: (tell: (held: Held) => void) => { undone.add(tell); onScopeDispose(() => undone.delete(tell)) },
    /** Calls `tell` with what has left. */
    onLeft: (tell: (held: readonly Held[]) => void) => { left.add(tell); onScopeDispose(() => left.delete(tell)) },
  }
}
