/**
 * Texts in two languages. Chinese is bundled with the code that shows it; English is fetched when
 * somebody reads English. An area is one pair of files and belongs to one part of the product.
 */
import { readonly, ref, shallowReactive } from 'vue'
import type { Key, Tree } from './keys'

export type { Area, Key } from './keys'
export type Locale = 'zh-CN' | 'en'
export type Params = Readonly<Record<string, string | number>>
type Table = Record<string, string>

const kept = 'hejie.locale'
const tables: Record<Locale, Table> = { 'zh-CN': shallowReactive<Table>({}) as Table, en: shallowReactive<Table>({}) as Table }
const english = new Map<string, () => Promise<{ default: Tree }>>()
const loading = new Map<string, Promise<void>>()
const current = ref<Locale>(firstLocale())

/** The language shown now. */
export const locale = readonly(current)

/** Adds the texts of one area. Called at the top of the module that shows them. */
export function area(name: string, zh: Tree, en: () => Promise<{ default: Tree }>): void {
  flatten(zh, `${name}.`, tables['zh-CN'])
  english.set(name, en)
  if (current.value === 'en') void loadEnglish(name)
}

/** Resolves when every text of the areas known so far is there. */
export async function textsReady(): Promise<void> {
  if (current.value !== 'en') return
  await Promise.all([...english.keys()].map(loadEnglish))
}

/** Changes the language and remembers it on this device. */
export async function setLocale(next: Locale): Promise<void> {
  const before = current.value
  current.value = next
  try {
    await textsReady()
  } catch (error) {
    current.value = before
    throw error
  }
  document.documentElement.lang = next
  try {
    localStorage.setItem(kept, next)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is left.
  }
}

/** The text of a key, with `{name}` filled in. `one | many` is chosen by the parameter `n`. */
export function t(key: Key, params?: Params): string {
  return fill(find(key) ?? key, params)
}

/** The text of a code that the server sent, or the code itself when no text is known. */
export function label(group: string, code: string | null | undefined, params?: Params): string {
  if (code === null || code === undefined || code === '') return ''
  return fill(find(`${group}.${code}`) ?? code, params)
}

/** The text of a code that the server sent, if there is one. */
export function maybe(group: string, code: string, params?: Params): string | undefined {
  const text = find(`${group}.${code}`)
  return text === undefined ? undefined : fill(text, params)
}

function find(key: string): string | undefined {
  return tables[current.value][key] ?? tables['zh-CN'][key]
}

function fill(text: string, params: Params | undefined): string {
  const forms = text.split(' | ')
  const chosen = forms.length === 2 ? forms[params?.n === 1 ? 0 : 1] : text
  return (chosen ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole))
}

function loadEnglish(name: string): Promise<void> {
  const known = loading.get(name)
  if (known) return known
  const load = english.get(name)
  if (!load) return Promise.resolve()
  const started = load().then(
    (module) => flatten(module.default, `${name}.`, tables.en),
    (error: unknown) => {
      loading.delete(name)
      throw error
    },
  )
  loading.set(name, started)
  return started
}

function flatten(tree: Tree, prefix: string, into: Table): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') into[prefix + name] = value
    else flatten(value, `${prefix}${name}.`, into)
  }
}

function firstLocale(): Locale {
  let wanted: string | null = null
  try {
    wanted = localStorage.getItem(kept)
  } catch {
    // Storage may be forbidden.
  }
  wanted ??= navigator.language
  const found: Locale = wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
  document.documentElement.lang = found
  return found
}
