import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { STEPS } from './steps'

const STAFF = ['first_responder', 'service_agent', 'supervisor', 'registrar', 'mediator']

/** Each verb of the published table with the seats that may use it. */
function published(): [verb: string, seats: string[]][] {
  const path = resolve(process.cwd(), '../tests/it/published/access.txt')
  let seats: string[] = []
  const found: [string, string[]][] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const words = line.trim().split(/\s+/)
    if (words[0] === 'consumer') seats = words
    else if (words.length === seats.length + 1) found.push([words[0] ?? '', seats.filter((_, n) => words[n + 1] === 'x')])
  }
  return found
}

/** Everything that the desk's pages say themselves, for steps that begin elsewhere than among the buttons on top. */
function written(): string {
  const files = ['src/work', 'src/shared'].flatMap((folder) => readdirSync(resolve(process.cwd(), folder), { recursive: true, withFileTypes: true }))
  const pages = files.filter((file) => file.isFile() && /\.(vue|ts)$/.test(file.name) && !/\.test\.ts$|^schema\.d\.ts$/.test(file.name) && !/i18n|actions/.test(file.parentPath))
  return pages.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n')
}

it('whatever the table lets staff do has a button and a form', () => {
  const steps = new Set<string>(STEPS.map((step) => step.verb))
  const pages = written()
  const rows = published()
  expect(rows.length).toBeGreaterThan(100)
  const isThere = (verb: string) => steps.has(verb) || new RegExp(`['"\`/]${verb}['"\`]`).test(pages) || verb === 'file'
  const missing = rows.filter(([verb, seats]) => seats.some((seat) => STAFF.includes(seat)) && !isThere(verb))
  expect([...new Set(missing.map(([verb]) => verb))]).toEqual([])
})
