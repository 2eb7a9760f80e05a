/** Two hands on one draft: what each changed since the common base is kept; where both did, mine. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined }

export function merge<T>(base: T, mine: T, theirs: T): T {
  return three(base as Json, mine as Json, theirs as Json) as T
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a as Json)) === JSON.stringify(sorted(b as Json))
}

function three(base: Json | undefined, mine: Json | undefined, theirs: Json | undefined): Json | undefined {
  if (same(mine, base)) return theirs
  if (same(theirs, base) || !isRecord(mine) || !isRecord(theirs)) return mine
  const from = isRecord(base) ? base : {}
  const merged: Record<string, Json> = {}
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = three(from[name], mine[name], theirs[name])
    if (value !== undefined) merged[name] = value
  }
  return merged
}

function isRecord(value: Json | undefined): value is { readonly [name: string]: Json | undefined } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((each: Json) => sorted(each) ?? null)
  if (!isRecord(value)) return value
  const names = Object.keys(value).filter((name) => value[name] !== undefined)
  return Object.fromEntries(names.sort().map((name) => [name, sorted(value[name])]))
}
