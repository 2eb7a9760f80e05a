/** The one way to the server's resources. */
import { noteServerTime } from '../format/now'
import { locale } from '../i18n'
import { Problem, type ProblemBody } from './problem'

export const base = '/api/v1'

export interface Call {
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface Answer<T> {
  data: T
  status: number
  headers: Headers
}

const listeners = new Set<() => void>()

/** Calls `tell` whenever the server says that nobody is logged in. */
export function onLoggedOut(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export async function call<T>(method: string, path: string, options: Call = {}): Promise<Answer<T>> {
  const response = await send(method, path, options)
  noteServerTime(response.headers.get('hejie-time'))
  const data = await read(response)
  if (!response.ok) {
    const body = isProblem(data) ? data : { code: 'unreadable' }
    if (response.status === 401) for (const tell of listeners) tell()
    if (response.status === 403 && body.code?.endsWith('_due')) toFirstThing()
    throw new Problem(response.status, body)
  }
  return { data: data as T, status: response.status, headers: response.headers }
}

export async function get<T>(path: string, query?: Call['query'], signal?: AbortSignal): Promise<T> {
  return (await call<T>('GET', path, { query, signal })).data
}

export async function post<T>(path: string, body: unknown = {}, headers?: Record<string, string>): Promise<T> {
  return (await call<T>('POST', path, { body, headers })).data
}

/** Something has to be done before anything else is open: leads there, from wherever that turned out. */
function toFirstThing(): void {
  const { pathname, search } = location
  if (!/^\/(?:first|login|invite)/.test(pathname)) location.assign(`/first?to=${encodeURIComponent(pathname + search)}`)
}

async function send(method: string, path: string, options: Call): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': locale.value, ...options.headers }
  let body: BodyInit | undefined
  if (options.body instanceof Blob) {
    body = options.body
  } else if (options.body !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(options.body)
  }
  try {
    return await fetch(base + path + search(options.query), {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new Problem(0, { code: 'offline' })
  }
}

async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null
  const text = await response.text().catch(() => '')
  if (text === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function isProblem(data: unknown): data is ProblemBody {
  return typeof data === 'object' && data !== null && 'code' in data
}

function search(query: Call['query']): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '')
  if (pairs.length === 0) return ''
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`
}
