import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { asProblem, drafts, registry, type Draft, type Evidence, type Id } from '@/shared/api'
import { newKey } from '@/shared/key'
import { contentOf, emptySheet, sheetOf } from './content'

const PAUSE_MS = 900

/** A filing on somebody's behalf: a draft that saves itself while it is written. */
export function useSheet(begun: Id | undefined, named: (id: Id) => void) {
  const sheet = reactive(emptySheet())
  const draft = shallowRef<Draft>()
  const evidence = shallowRef<Evidence[]>([])
  const saving = ref<'clean' | 'waiting' | 'saving' | 'failed'>('clean')
  const createKey = newKey()
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

  /** Saves one after another, so that versions follow each other. */
  function save(): Promise<void> {
    clearTimeout(timer)
    chain = chain.then(write)
    return chain
  }

  async function write(): Promise<void> {
    saving.value = 'saving'
    try {
      await put()
      saving.value = 'clean'
    } catch {
      saving.value = 'failed'
    }
  }

  async function put(): Promise<void> {
    const content = contentOf(sheet)
    const now = draft.value
    if (!now) {
      take(await drafts.create(content, createKey))
      if (draft.value) named(draft.value.id)
      return
    }
    try {
      take(await drafts.put(now.id, now.version, content))
    } catch (error) {
      if (asProblem(error).status !== 412) throw error
      // It was changed on another page of the same person: what is on this page now wins.
      const { version } = await drafts.get(now.id)
      take(await drafts.put(now.id, version, content))
    }
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
      timer = setTimeout(() => void save(), PAUSE_MS)
    })
  }

  onScopeDispose(() => { if (saving.value === 'waiting') void save() })

  const missing = computed(() => draft.value?.missing ?? [])
  return { sheet, draft, evidence, saving, missing, ready: start(), save, file }
}
