import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { STEPS } from './steps'

/** Steps that begin elsewhere than on the page of a dispute's steps: the filing page, and the panel of the law. */
const ELSEWHERE = new Set(['file', 'state_facts'])
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

it('whatever the table lets staff do has a button and a form', () => {
  const known = new Set<string>([...STEPS.map((step) => step.verb), ...ELSEWHERE])
  const rows = published()
  expect(rows.length).toBeGreaterThan(100)
  const missing = rows.filter(([verb, seats]) => seats.some((seat) => STAFF.includes(seat)) && !known.has(verb))
  expect([...new Set(missing.map(([verb]) => verb))]).toEqual([])
})
