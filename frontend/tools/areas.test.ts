/** A text is there when it is shown: its area is brought by the file, or by everything that leads to it. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const folder = 'src/shared/i18n/areas'
const areas = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))

/** What importing an area brings: itself and the areas it imports. */
function brings(name: string): string[] {
  const text = readFileSync(`${folder}/${name}.ts`, 'utf8')
  return [name, ...matches(text, /import '\.\/([\w.]+)'/g).flatMap(brings)]
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

/** The file that an import names, where it is one of ours. */
function resolve(from: string, name: string): string[] {
  const path = name.startsWith('@/') ? `src/${name.slice(2)}` : name.startsWith('.') ? normalize(join(dirname(from), name)) : ''
  const found = ['', '.ts', '.vue', '/index.ts'].map((ending) => path + ending).find((each) => /\.(?:ts|vue)$/.test(each) && existsSync(each))
  return path && found ? [found] : []
}

interface Module {
  uses: Set<string>
  registers: Set<string>
  /** Loaded with it, and therefore before it shows anything. */
  imports: string[]
  /** Loaded when it asks. */
  asks: string[]
}

function read(path: string): Module {
  const text = readFileSync(path, 'utf8')
  const keys = matches(text, /(?:\bt|\blabel|\bmaybe)\(\s*[`'"]([a-z_]+(?:\.[a-z_]+)*)/g)
  const areaOf = (key: string) => [key.split('.').slice(0, 2).join('.'), key.split('.')[0] ?? ''].find((name) => areas.includes(name))
  return {
    uses: new Set(keys.map(areaOf).filter((name) => name !== undefined)),
    registers: new Set(matches(text, /i18n\/areas\/([\w.]+)'/g).flatMap(brings)),
    imports: matches(text, /^\s*(?:import|export)\b[^'\n]*(?:\{[^}]*\}[^'\n]*)?'([^']+)'/gm).flatMap((name) => resolve(path, name)),
    asks: matches(text, /import\('([^']+)'\)/g).flatMap((name) => resolve(path, name)),
  }
}

const modules = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path}`)
    .filter((path) => /\.(?:ts|vue)$/.test(path) && !/\.test\.ts$|\.d\.ts$|\/i18n\//.test(path))
    .map((path) => [path, read(path)] as const),
)

/** Everything that is registered once the file is loaded. */
function loaded(path: string, seen = new Set<string>()): Set<string> {
  const module = modules.get(path)
  if (!module || seen.has(path)) return new Set()
  seen.add(path)
  return new Set([...module.registers, ...module.imports.flatMap((each) => [...loaded(each, seen)])])
}

/** Registered by the file, or whichever way one came to it. */
function settled(): Map<string, Set<string>> {
  const own = new Map([...modules.keys()].map((path) => [path, loaded(path)]))
  const there = new Map([...modules.keys()].map((path) => [path, new Set(areas)]))
  for (let changed = true; changed; ) {
    changed = false
    for (const path of modules.keys()) {
      const parents = [...modules].filter(([, module]) => module.imports.includes(path) || module.asks.includes(path)).map(([parent]) => parent)
      const before = parents.length === 0 ? [] : areas.filter((name) => parents.every((parent) => there.get(parent)?.has(name)))
      const now = new Set([...(own.get(path) ?? []), ...before])
      changed ||= now.size !== there.get(path)?.size
      there.set(path, now)
    }
  }
  return there
}

test('no file shows a text whose area may not be there', () => {
  const there = settled()
  const lacking = [...modules].flatMap(([path, module]) => [...module.uses].filter((name) => !there.get(path)?.has(name)).map((name) => `${path}: ${name}`))
  expect(modules.size).toBeGreaterThan(200)
  expect(lacking).toEqual([])
})
