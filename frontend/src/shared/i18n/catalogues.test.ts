// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Tree } from './keys'

const here = fileURLToPath(new URL('.', import.meta.url))
const source = fileURLToPath(new URL('../../', import.meta.url))
const names = readdirSync(join(here, 'zh')).toSorted()

function texts(language: string, name: string): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (tree: Tree, prefix: string) => {
    for (const [key, value] of Object.entries(tree)) {
      if (typeof value === 'string') found.set(prefix + key, value)
      else walk(value, `${prefix}${key}.`)
    }
  }
  walk(JSON.parse(readFileSync(join(here, language, name), 'utf8')) as Tree, `${name.replace('.json', '')}.`)
  return found
}

function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].toSorted()
}

test('both languages have the same areas', () => {
  expect(readdirSync(join(here, 'en')).toSorted()).toEqual(names)
})

describe.each(names)('%s', (name) => {
  const zh = texts('zh', name)
  const en = texts('en', name)

  test('both languages have the same keys', () => {
    expect([...en.keys()].toSorted()).toEqual([...zh.keys()].toSorted())
  })

  test('no text is empty', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('a translation fills in nothing that the original does not know', () => {
    const wrong = [...en].filter(([key, text]) => {
      const known = placeholders(zh.get(key) ?? '')
      return placeholders(text).some((each) => !known.includes(each))
    })
    expect(wrong).toEqual([])
  })
})

test('every key that the code names has a text', () => {
  const known = new Set(names.flatMap((name) => [...texts('zh', name).keys()]))
  const groups = new Set([...known].flatMap((key) => key.split('.').map((_, index, parts) => parts.slice(0, index).join('.'))))
  const missing: string[] = []
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.(?:ts|vue)$/.test(entry.name)) continue
    const code = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    for (const [, key = ''] of code.matchAll(/\bt\(\s*'([\w.]+)'/g)) if (!known.has(key)) missing.push(`${entry.name}: ${key}`)
    for (const [, group = ''] of code.matchAll(/\blabel\(\s*'([\w.]+)'/g)) if (!groups.has(group)) missing.push(`${entry.name}: ${group}.*`)
  }
  expect(missing).toEqual([])
})
