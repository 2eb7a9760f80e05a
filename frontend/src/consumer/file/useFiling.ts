/**
 * One filing in progress: kept on this device with every keystroke, and on the server a moment
 * later once somebody is logged in.
 */
import { computed, inject, onScopeDispose, provide, reactive, ref, shallowRef, watch, type InjectionKey } from 'vue'
import { asProblem, drafts, type Draft, type DraftContent, type Evidence, type Id, type Problem } from '@/shared/api'
import { newKey } from '@/shared/key'
import { loggedIn } from '@/shared/session'
import { isEmpty, toContent, toForm, type FilingForm } from './form'
import { forget, keep, recall } from './keep'
import { merge, same } from './merge'

export type SaveState = 'clean' | 'saving' | 'saved' | 'local' | 'failed'

export function useFiling() {
  const form = reactive<FilingForm>(toForm({}))
  const id = ref<Id | null>(null)
  const evidence = shallowRef<readonly Evidence[]>([])
  const missing = shallowRef<Draft['missing']>([])
  const state = ref<SaveState>('clean')
  const problem = shallowRef<Problem | null>(null)
  const content = computed(() => toContent(form))
  let base: DraftContent = {}
  let version = 0
  /** The first save: its answer may be lost, and it is asked for again in the same words. */
  let first: { key: string; content: DraftContent } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null

  watch(content, (next) => {
    if (same(next, base)) return
    keep(id.value, { content: next, base })
    state.value = loggedIn.value ? 'saving' : 'local'
    clearTimeout(timer)
    if (loggedIn.value) timer = setTimeout(() => void save().catch(() => undefined), 800)
  })
  onScopeDispose(() => clearTimeout(timer))

  /** Opens what this device kept, without a draft on the server. */
  function openLocal(): boolean {
    reset()
    const kept = recall(null)
    if (kept) Object.assign(form, toForm(kept.content))
    return kept !== null
  }

  /** Opens a draft of the server, with what this device has on top of it. */
  async function open(draft: Id): Promise<void> {
    if (id.value === draft) return
    const found = await drafts.get(draft)
    reset()
    take(found)
    const kept = recall(draft)
    const shown = kept ? merge(kept.base, kept.content, found.content) : found.content
    Object.assign(form, toForm(shown))
  }

  /** Brings everything to the server now; afterwards there is an `id`. */
  async function save(): Promise<void> {
    clearTimeout(timer)
    while (running) await running
    if (!loggedIn.value) return
    running = push().finally(() => (running = null))
    await running
  }

  async function push(): Promise<void> {
    const sent = content.value
    if (id.value !== null && same(sent, base)) return
    state.value = 'saving'
    try {
      if (id.value === null) take(await create(sent))
      if (id.value !== null && !same(sent, base)) take(await replace(id.value, sent))
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
      state.value = problem.value.code === 'offline' ? 'local' : 'failed'
      throw error
    }
    if (same(content.value, base)) forget(id.value)
    else keep(id.value, { content: content.value, base })
    state.value = 'saved'
  }

  async function create(sent: DraftContent): Promise<Draft> {
    first ??= { key: newKey(), content: sent }
    try {
      const made = await drafts.create(first.content, first.key)
      first = null
      forget(null)
      return made
    } catch (error) {
      if (asProblem(error).code !== 'offline') first = null
      throw error
    }
  }

  /** Another device may have written meanwhile: both are merged and written again. */
  async function replace(draft: Id, sent: DraftContent): Promise<Draft> {
    try {
      return await drafts.put(draft, version, sent)
    } catch (error) {
      if (asProblem(error).status !== 412) throw error
      const theirs = await drafts.get(draft)
      const merged = merge(base, sent, theirs.content)
      const saved = await drafts.put(draft, theirs.version, merged)
      Object.assign(form, toForm(merge(sent, content.value, merged)))
      return saved
    }
  }

  function take(draft: Draft): void {
    id.value = draft.id
    version = draft.version
    base = toContent(toForm(draft.content))
    evidence.value = draft.evidence
    missing.value = draft.missing
  }

  /** Asks again what the server holds beside the form. */
  async function refresh(): Promise<void> {
    if (id.value === null) return
    const found = await drafts.get(id.value)
    evidence.value = found.evidence
    missing.value = found.missing
  }

  async function file(rulesVersion: string): Promise<{ dispute: Id; number: string }> {
    await save()
    if (id.value === null) throw new Error('A filing without a draft.')
    const filed = await drafts.file(id.value, rulesVersion, `file-${id.value}-${version}`)
    forget(id.value)
    return filed
  }

  function reset(): void {
    clearTimeout(timer)
    id.value = null
    first = null
    base = {}
    version = 0
    evidence.value = []
    missing.value = []
    state.value = 'clean'
    problem.value = null
    Object.assign(form, toForm({}))
  }

  return {
    form,
    id,
    evidence,
    missing,
    state,
    problem,
    content,
    empty: computed(() => isEmpty(content.value)),
    open,
    openLocal,
    save,
    refresh,
    file,
    reset,
  }
}

export type Filing = ReturnType<typeof useFiling>
const key: InjectionKey<Filing> = Symbol('filing')

export function provideFiling(filing: Filing): void {
  provide(key, filing)
}

/** The filing of the page around. */
export function theFiling(): Filing {
  const filing = inject(key)
  if (!filing) throw new Error('This part belongs on the filing page.')
  return filing
}
