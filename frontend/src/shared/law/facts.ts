/** Facts as a tree that JSON pointers lead into. Setting returns a new tree. */

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
export type Facts = { [name: string]: Json }

export function factAt(facts: Facts, pointer: string): Json | undefined {
  let here: Json | undefined = facts
  for (const name of names(pointer)) {
    if (here === null || typeof here !== 'object' || Array.isArray(here)) return undefined
    here = here[name]
  }
  return here
}

/** The facts with one of them set, or taken out where `value` is null. */
export function withFact(facts: Facts, pointer: string, value: Json | null): Facts {
  return put(facts, names(pointer), value)
}

function put(facts: Facts, path: readonly string[], value: Json | null): Facts {
  const [name, ...rest] = path
  if (name === undefined) return facts
  const next = { ...facts }
  if (rest.length > 0) {
    const inner = next[name]
    const tree = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {}
    next[name] = put(tree, rest, value)
  } else if (value === null) {
    delete next[name]
  } else {
    next[name] = value
  }
  return next
}

function names(pointer: string): string[] {
  return pointer.split('/').slice(1)
}
