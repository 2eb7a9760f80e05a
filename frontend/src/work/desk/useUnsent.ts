import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { asProblem, base, type Id } from '@/shared/api'
import { me } from '@/shared/session'
import { desk, type Content, type Unsent } from './api'
import { backIn, begin, clashed, isDirty, nothing, savedAs, sentFrom, settle, written, type Clash, type Kept } from './kept'

/** A pause in typing after which the text is brought to the server. */
const PAUSE_MS = 900
const AGAIN_MS = 5000

export type UnsentState = 'empty' | 'saved' | 'saving' | 'device'

/** A text on its way out. */
export interface Leaving {
  /** When nothing of it is on its way to be kept any more. */
  quiet: Promise<unknown>
  /** Taken in or refused. What was taken in is gone from here, as it is from the server; what was begun since stays. */
  end: (taken: boolean) => void
}

/** One place's text. */
export interface UnsentText {
  content: Readonly<Ref<Content>>
  /** `device` while the server cannot be reached: the text is kept here. */
  state: Readonly<Ref<UnsentState>>
  clash: ComputedRef<Clash | null>
  write: (content: Content) => void
  /** It is about to be sent: nothing more is saved until its end is known. */
  leaves: (content: Content) => Leaving
  /** Gives it up, here and on the server. */
  drop: () => void
  /** What came back from an undo or a refusal, before what was begun since. */
  restore: (content: Content) => Promise<void>
  settle: (which: 'mine' | 'theirs') => void
}

const storageKey = (dispute: Id, place: string) => `hejie.unsent.${me.value.person?.id ?? ''}.${dispute}.${place}`

/** Keeps a text in the browser at once and on the server after a pause; `found` is what the server had. */
export function useUnsent(dispute: Id, place: string, found: Unsent | null): UnsentText {
  const key = storageKey(dispute, place)
  const kept = shallowRef<Kept>(begin(found, readDevice(key)))
  /** The last attempt to reach the server failed. */
  const away = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> | undefined
  /** How many sendings of this place are on their way. */
  let leaving = 0

  function become(next: Kept): void {
    kept.value = next
    if (isDirty(next) || next.clash) writeDevice(key, next)
    else forgetDevice(key)
  }

  function write(content: Content): void {
    if (written(content) === written(kept.value.content)) return
    become({ ...kept.value, content })
    later(PAUSE_MS)
  }

  function later(ms: number): void {
    clearTimeout(timer)
    if (isDirty(kept.value)) timer = setTimeout(save, ms)
  }

  function save(): void {
    if (saving || leaving > 0 || !isDirty(kept.value)) return
    saving = bring().then((pause) => {
      saving = undefined
      later(pause)
    })
  }

  /** Answers after how long to look again. */
  async function bring(): Promise<number> {
    const { content, version } = kept.value
    try {
      const answer = written(content) === '' ? await give() : await desk.keep(dispute, place, version, content)
      become(savedAs(kept.value, content, answer.version))
      away.value = false
      return PAUSE_MS
    } catch (error) {
      await failed(asProblem(error).status)
      return AGAIN_MS
    }
  }

  async function give(): Promise<{ version: number }> {
    await desk.drop(dispute, place)
    return { version: 0 }
  }

  async function failed(status: number): Promise<void> {
    away.value = status !== 412
    if (status !== 412) return
    const theirs = (await desk.unsent(dispute).catch(() => null))?.find((one) => one.place === place)
    become(clashed(kept.value, theirs ?? null))
  }

  function leaves(content: Content): Leaving {
    leaving += 1
    // A room's box has emptied itself before: what it holds then was begun since.
    const sent = written(kept.value.content) === written(content) ? content : null
    return {
      quiet: saving ?? Promise.resolve(),
      end: (taken) => {
        leaving -= 1
        if (taken) become(sentFrom(kept.value, sent))
        later(PAUSE_MS)
      },
    }
  }

  function drop(): void {
    clearTimeout(timer)
    become(nothing)
    void desk.drop(dispute, place).catch(() => undefined)
  }

  async function restore(content: Content): Promise<void> {
    leaving += 1
    await saving
    const there = await desk.unsent(dispute).catch(() => [])
    leaving -= 1
    become(backIn(kept.value, content, there.find((one) => one.place === place) ?? null))
    later(PAUSE_MS)
  }

  /** A page that is closed or hidden leaves its last words with the server. */
  function leave(): void {
    if (document.visibilityState !== 'hidden' || !isDirty(kept.value) || saving || leaving > 0) return
    const { content, version } = kept.value
    if (written(content) === '') return
    void fetch(`${base}/disputes/${dispute}/unsent/${encodeURIComponent(place)}`, {
      method: 'PUT', keepalive: true, credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ content }),
    }).then(
      async (answer) => { if (answer.ok) become(savedAs(kept.value, content, ((await answer.json()) as Unsent).version)) },
      () => undefined,
    )
  }

  document.addEventListener('visibilitychange', leave)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', leave)
    clearTimeout(timer)
    save()
  })
  later(PAUSE_MS)

  return {
    content: computed(() => kept.value.content),
    state: computed(() => {
      if (isDirty(kept.value)) return away.value ? 'device' : 'saving'
      return written(kept.value.content) === '' ? 'empty' : 'saved'
    }),
    clash: computed(() => kept.value.clash),
    write,
    leaves,
    drop,
    restore,
    settle: (which) => {
      become(settle(kept.value, which))
      later(0)
    },
  }
}

function readDevice(key: string): { content: Content; version: number } | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as { content: Content; version: number } | null
  } catch {
    return null
  }
}

function writeDevice(key: string, { content, version }: Kept): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ content, version }))
  } catch {
    // Storage may be forbidden; the server has it after the pause.
  }
}

function forgetDevice(key: string): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // As above.
  }
}
