import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { asProblem, base, type Id } from '@/shared/api'
import { me } from '@/shared/session'
import { desk, type Content, type Unsent } from './api'
import { begin, clashed, isDirty, nothing, savedAs, settle, written, type Clash, type Kept } from './kept'

/** A pause in typing after which the text is brought to the server. */
const PAUSE_MS = 900
const AGAIN_MS = 5000

export type UnsentState = 'empty' | 'saved' | 'saving' | 'device'

/** One place's text. */
export interface UnsentText {
  content: Readonly<Ref<Content>>
  /** `device` while the server cannot be reached: the text is kept here. */
  state: Readonly<Ref<UnsentState>>
  clash: ComputedRef<Clash | null>
  write: (content: Content) => void
  /** It was sent: nothing is left of it here, and the server has dropped it by itself. */
  sent: () => void
  /** Gives it up, here and on the server. */
  drop: () => void
  /** What came back from an undo or a refusal, joined to what was begun since. */
  restore: (content: Content) => void
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
  let saving = false

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
    if (isDirty(kept.value)) timer = setTimeout(() => void save(), ms)
  }

  async function save(): Promise<void> {
    if (saving || !isDirty(kept.value)) return
    saving = true
    const { content, version } = kept.value
    let pause = PAUSE_MS
    try {
      const answer = written(content) === '' ? await give() : await desk.keep(dispute, place, version, content)
      become(savedAs(kept.value, content, answer.version))
      away.value = false
    } catch (error) {
      await failed(asProblem(error).status)
      pause = AGAIN_MS
    } finally {
      saving = false
      later(pause)
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

  function sent(): void {
    clearTimeout(timer)
    become(nothing)
  }

  function drop(): void {
    sent()
    void desk.drop(dispute, place).catch(() => undefined)
  }

  function restore(content: Content): void {
    const begun = kept.value.content
    const joined = { ...content, ...Object.fromEntries(Object.entries(begun).map(([name, value]) => [name, join(content[name], value)])) }
    // The server keeps what was undone as its first version, unless something was begun there since.
    become(written(begun) === '' ? { ...nothing, content, version: 1, saved: written(content) } : { ...kept.value, content: joined })
    later(PAUSE_MS)
  }

  /** A page that is closed or hidden leaves its last words with the server. */
  function leave(): void {
    if (document.visibilityState !== 'hidden' || !isDirty(kept.value) || saving) return
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
    if (isDirty(kept.value)) void save()
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
    sent,
    drop,
    restore,
    settle: (which) => {
      become(settle(kept.value, which))
      later(0)
    },
  }
}

function join(before: unknown, since: unknown): unknown {
  if (typeof before !== 'string' || before === '') return since
  if (typeof since !== 'string' || since === '') return before
  return `${before}\n${since}`
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
