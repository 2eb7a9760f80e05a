/** What two versions of an agreement say differently, promise by promise and provision by provision. */
import type { Agreement, Obligation } from '../api'

export type Mark = 'changed' | 'added' | 'removed' | 'unchanged'

/** One field of both versions; a side that lacks it has none. */
export interface Line<Name extends string = string> {
  name: Name
  was: string | null
  now: string | null
  mark: Mark
}

export interface Pair {
  was?: Obligation
  now?: Obligation
  mark: Mark
}

/**
 * Pairs the promises of two versions: first those of one kind between the same two, the nearest in
 * place; what is left over was added or removed.
 */
export function pairs(was: Agreement, now: Agreement): Pair[] {
  const left = [...was.obligations]
  const found: Pair[] = now.obligations.map((one) => {
    const at = bestFor(one, left)
    const old = at < 0 ? undefined : left.splice(at, 1)[0]
    return old ? { was: old, now: one, mark: same(old, one) ? 'unchanged' : 'changed' } : { now: one, mark: 'added' }
  })
  return [...found, ...left.map((one): Pair => ({ was: one, mark: 'removed' }))]
}

/** How one text of both sides compares. */
export function line<Name extends string>(name: Name, was: string | null, now: string | null): Line<Name> {
  const mark = was === now ? 'unchanged' : was === null ? 'added' : now === null ? 'removed' : 'changed'
  return { name, was, now, mark }
}

function bestFor(one: Obligation, left: readonly Obligation[]): number {
  const alike = (other: Obligation) => other.owes === one.owes && other.kind === one.kind
  const exact = left.findIndex((other) => alike(other) && same(other, one))
  if (exact >= 0) return exact
  const sameWords = left.findIndex((other) => alike(other) && other.what === one.what)
  return sameWords >= 0 ? sameWords : left.findIndex(alike)
}

function same(a: Obligation, b: Obligation): boolean {
  return (
    a.owes === b.owes && a.to === b.to && a.kind === b.kind && a.what === b.what && a.how === b.how &&
    (a.amount_fen ?? null) === (b.amount_fen ?? null) && a.due_on === b.due_on
  )
}
