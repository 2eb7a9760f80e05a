import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { asProblem, drafts, registry, type Draft, type DraftContent, type Evidence, type Id } from '@/shared/api'
import { newKey } from '@/shared/key'
import { contentOf, emptySheet, sheetOf } from './content'

const PAUSE_MS = 900

/** A filing on somebody's behalf: a draft that saves itself while it is written. */
export function useSheet(begun: Id | undefined, named: (id: Id) => void) {
  const sheet = reactive(emptySheet())
  const draft = shallowRef<Draft>()
  const evidence = shallowRef<Evidence[]>([])
  const saving = ref<'clean' | 'waiting' | 'saving' | 'failed'>('clean')
  /** The first save: its answer may be lost, and it is asked for again in the same words. */
  let first: { key: string; content: DraftContent } | undefined
  const fileKey = newKey()
  let timer: ReturnType<typeof setTimeout> | undefined
  let chain: Promise<void> = Promise.resolve()

  async function open(): Promise<void> {
    if (!begun) return
    take(await drafts.get(begun))
    if (draft.value) Object.assign(sheet, sheetOf(draft.value.content))
    evidence.value = draft.value?.evidence ?? []
  }

  function take(next: Draft): void {
    draft.value = next
  }

  /** Saves one after another, so that versions follow each other. Throws `Problem`. */
  function save(): Promise<void> {
    clearTimeout(timer)
    const own = chain.then(write)
    chain = own.catch(() => undefined)
    return own
  }

  async function write(): Promise<void> {
    saving.value = 'saving'
    try {
      await put()
    } catch (error) {
      saving.value = 'failed'
      throw error
    }
    // What was typed meanwhile waits for its own turn.
    if (saving.value === 'saving') saving.value = 'clean'
  }

  async function put(): Promise<void> {
    const content = contentOf(sheet)
    const now = draft.value
    if (!now) return create(content)
    try {
      take(await drafts.put(now.id, now.version, content))
    } catch (error) {
      if (asProblem(error).status !== 412) throw error
      // It was changed on another page of the same person: what is on this page now wins.
      const { version } = await drafts.get(now.id)
      take(await drafts.put(now.id, version, content))
    }
  }

  async function create(content: DraftContent): Promise<void> {
    first ??= { key: newKey(), content }
    try {
      take(await drafts.create(first.content, first.key))
    } catch (error) {
      if (asProblem(error).code !== 'offline') first = undefined
      throw error
    }
    if (draft.value) named(draft.value.id)
    if (first.content !== content) await put()
  }

  async function file(): Promise<{ dispute: Id; number: string }> {
    await save()
    const { version } = await registry.rules()
    if (!draft.value) throw new Error('a draft is saved before it is filed')
    return drafts.file(draft.value.id, version, fileKey)
  }

  async function start(): Promise<void> {
    await open()
    watch(sheet, () => {
      saving.value = 'waiting'
      clearTimeout(timer)
      timer = setTimeout(() => void save().catch(() => undefined), PAUSE_MS)
    })
  }

  onScopeDispose(() => { if (saving.value === 'waiting') void save().catch(() => undefined) })

  const missing = computed(() => draft.value?.missing ?? [])
  return { sheet, draft, evidence, saving, missing, ready: start(), save, file }
}
