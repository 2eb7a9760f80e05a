/**
 * Files on their way. Each goes in chunks; a lost connection is waited out and the rest sent from
 * where the server stands. The same file chosen again after a reload goes on likewise.
 */
import { onScopeDispose, ref, shallowRef } from 'vue'
import { asProblem, registry, uploads, type Evidence, type EvidenceKind, type Id, type Limits, type Problem } from '../api'
import { newKey } from '../key'

export interface Sending {
  key: string
  name: string
  size: number
  sent: number
  state: 'waiting' | 'sending' | 'paused' | 'failed'
  problem: Problem | null
  /** Why the file is not even tried. */
  refused: 'too_large' | 'wrong_type' | 'empty' | null
}

export interface Target {
  dispute: Id
  room?: Id
  kind?: EvidenceKind
  purpose?: string
}

const begun = 'hejie.upload.'
const pause = { first: 1000, longest: 15_000 }

export function useUploads(done: (evidence: Evidence) => void) {
  const items = ref<Sending[]>([])
  const limits = shallowRef<Limits | null>(null)
  const stopping = new AbortController()
  const jobs = new Map<string, { file: File; target: Target; abort: AbortController }>()
  let chain: Promise<void> = Promise.resolve()

  registry.limits().then(
    (found) => (limits.value = found),
    () => undefined,
  )
  onScopeDispose(() => {
    stopping.abort()
    for (const job of jobs.values()) job.abort.abort()
  })

  /** Takes files; they are sent one after another. */
  function add(files: Iterable<File>, target: Target): void {
    for (const file of files) {
      const item: Sending = {
        key: newKey(),
        name: file.name,
        size: file.size,
        sent: 0,
        state: 'waiting',
        problem: null,
        refused: refusal(file),
      }
      if (item.refused) item.state = 'failed'
      items.value.push(item)
      if (!item.refused) enqueue(item.key, file, target)
    }
  }

  function retry(key: string): void {
    const job = jobs.get(key)
    if (job) enqueue(key, job.file, job.target)
  }

  function drop(key: string): void {
    jobs.get(key)?.abort.abort()
    jobs.delete(key)
    items.value = items.value.filter((item) => item.key !== key)
  }

  function refusal(file: File): Sending['refused'] {
    if (file.size === 0) return 'empty'
    const known = limits.value
    if (known && file.size > known.upload_max_bytes) return 'too_large'
    // A browser that does not know a type (often HEIC) says nothing; the server looks at the bytes.
    if (known && file.type !== '' && !known.media_types.some((type) => type === file.type)) return 'wrong_type'
    return null
  }

  function enqueue(key: string, file: File, target: Target): void {
    const abort = new AbortController()
    jobs.set(key, { file, target, abort })
    change(key, { state: 'waiting', problem: null })
    chain = chain.then(() => one(key, file, target, abort.signal))
  }

  async function one(key: string, file: File, target: Target, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    try {
      const evidence = await transfer(key, file, target, signal)
      items.value = items.value.filter((item) => item.key !== key)
      jobs.delete(key)
      done(evidence)
    } catch (error) {
      if (!signal.aborted) change(key, { state: 'failed', problem: asProblem(error) })
    }
  }

  async function transfer(key: string, file: File, target: Target, signal: AbortSignal): Promise<Evidence> {
    const remembered = memory(file, target)
    let upload = await patiently(key, signal, () => begin(file, target, remembered, key))
    remembered.set(upload.id)
    while (!upload.evidence) {
      change(key, { state: 'sending', sent: upload.offset })
      const size = upload.chunk_max_bytes ?? limits.value?.chunk_max_bytes ?? 1_048_576
      const { id, offset } = upload
      upload = await patiently(key, signal, async () => {
        try {
          return await uploads.send(id, offset, file.slice(offset, offset + size), signal)
        } catch (error) {
          // The chunk may have arrived though its answer was lost: the server knows.
          if (asProblem(error).status === 409) return uploads.get(id)
          throw error
        }
      })
    }
    remembered.set(null)
    return upload.evidence
  }

  /** Repeats through a lost connection for as long as it takes. */
  async function patiently<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (let wait = pause.first; ; wait = Math.min(wait * 2, pause.longest)) {
      try {
        return await work()
      } catch (error) {
        const problem = asProblem(error)
        if (signal.aborted || (problem.code !== 'offline' && problem.status < 500)) throw error
        change(key, { state: 'paused' })
        await rest(wait, signal)
      }
    }
  }

  function change(key: string, to: Partial<Sending>): void {
    const item = items.value.find((each) => each.key === key)
    if (item) Object.assign(item, to)
  }

  return { items, limits, add, retry, drop }
}

async function begin(file: File, target: Target, remembered: ReturnType<typeof memory>, key: string) {
  const earlier = remembered.get()
  if (earlier) {
    const found = await uploads.get(earlier).catch((error: unknown) => {
      if (asProblem(error).code === 'offline') throw error
      return null
    })
    if (found && found.size === file.size && found.state !== 'done') return found
  }
  return uploads.open({ ...target, name: file.name, size: file.size, media_type: file.type || guess(file.name) }, key)
}

/** Which upload was begun for this very file, as this device remembers it. */
function memory(file: File, target: Target) {
  const name = `${begun}${target.dispute}.${file.name}.${file.size}.${file.lastModified}`
  return {
    get: () => {
      try {
        return localStorage.getItem(name)
      } catch {
        return null
      }
    },
    set: (id: Id | null) => {
      try {
        if (id === null) localStorage.removeItem(name)
        else localStorage.setItem(name, id)
      } catch {
        // Without storage a reload starts the file afresh.
      }
    },
  }
}

const bySuffix: Record<string, string> = {
  heic: 'image/heic',
  heif: 'image/heif',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  pdf: 'application/pdf',
}

function guess(name: string): string {
  return bySuffix[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

/** Waits, but no longer than until the network is back. */
function rest(wait_ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      window.removeEventListener('online', finish)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, wait_ms)
    window.addEventListener('online', finish)
    signal.addEventListener('abort', finish)
  })
}
