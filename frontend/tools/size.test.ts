// @vitest-environment node
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

interface Chunk {
  file: string
  css?: string[]
  imports?: string[]
}

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

function manifest(build: 'parties' | 'staff'): Record<string, Chunk> {
  const path = `${dist}.vite/${build}.json`
  if (!existsSync(path)) throw new Error('There is no build to measure: run `npm run build` first.')
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>
}

/** What goes over the wire for a file: its brotli copy where there is one. */
function bytes(file: string): number {
  const small = `${dist}${file}.br`
  return statSync(existsSync(small) ? small : dist + file).size
}

/** Everything that is loaded before a page is complete: entries, what they import, and styles. */
function firstLoad(html: string, entries: readonly string[]): number {
  const chunks = manifest(html === 'work.html' ? 'staff' : 'parties')
  const files = new Set([html])
  const visit = (name: string) => {
    const chunk = chunks[name]
    if (!chunk) throw new Error(`The manifest has no ${name}.`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const entry of entries) visit(entry)
  return [...files].reduce((sum, file) => sum + bytes(file), 0)
}

function check(html: string, entries: readonly string[], limitKb: number): void {
  const kb = firstLoad(html, entries) / 1024
  expect(kb, `${entries.join(' + ')} weighs ${kb.toFixed(1)} KB`).toBeLessThanOrEqual(limitKb)
}

test('a filing begins with at most 60 KB', () => {
  check('index.html', ['index.html', 'src/consumer/pages/FilePage.vue'], 60)
})

test('a dispute opens with at most 65 KB', () => {
  check('index.html', ['index.html', 'src/consumer/pages/DisputePage.vue'], 65)
})

test('the staff desk opens with at most 200 KB', () => {
  const shell = ['work.html', 'src/work/shell/WorkShell.vue']
  check('work.html', [...shell, 'src/work/queue/QueuePage.vue'], 200)
  check('work.html', [...shell, 'src/work/dispute/DisputePage.vue'], 200)
})

test('nothing of the staff desk reaches the pages of the parties', () => {
  const names = Object.keys(manifest('parties'))
  expect(names.filter((name) => name.includes('src/work/') || name.includes('@nuxt/ui'))).toEqual([])
})
