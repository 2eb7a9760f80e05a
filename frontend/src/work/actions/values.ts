import type { Field } from './steps'

/** What somebody typed, as text; lists are one line an item. */
export type Values = Record<string, string>
export type Faults = Record<string, 'missing' | 'unfilled'>

/** What a phrase leaves open, and must be filled in before it says anything. */
const OPEN = /【[^】]*】|\[[^\]]*…\]|……/

export function faultsOf(fields: readonly Field[], values: Values): Faults {
  const faults: Faults = {}
  for (const { name, required, phrases } of fields) {
    const value = values[name]?.trim() ?? ''
    if (required && value === '') faults[name] = 'missing'
    else if (phrases && OPEN.test(value)) faults[name] = 'unfilled'
  }
  return faults
}

/** The body of the request: nothing empty, nothing that only this page needs. */
export function bodyOf(fields: readonly Field[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const field of fields) {
    const value = values[field.name]?.trim() ?? ''
    if (field.kind === 'sure' || field.kind === 'signed' || value === '') continue
    body[field.name] = sent(field, value)
  }
  return body
}

function sent(field: Field, value: string): unknown {
  if (field.kind === 'items') return linesOf(value)
  if (field.kind === 'check') return value === 'yes'
  return field.yes_no ? value === 'true' : value
}

export function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean)
}

/** Puts a phrase behind what is there, and tells where its first open place is. */
export function withPhrase(text: string, phrase: string): { text: string; from: number; to: number } {
  const kept = text.trimEnd()
  const joined = kept === '' ? phrase : `${kept}\n${phrase}`
  const start = joined.length - phrase.length
  const open = OPEN.exec(phrase)
  const from = start + (open?.index ?? phrase.length)
  return { text: joined, from, to: from + (open?.[0].length ?? 0) }
}
