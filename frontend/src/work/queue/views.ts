import type { LocationQuery } from 'vue-router'

/** The views of the queue, in the order of the sidebar, each with the letter that follows `g`. */
export const VIEWS = [
  { view: 'mine', letter: 'm' },
  { view: 'unassigned', letter: 'u' },
  { view: 'due_soon', letter: 'd' },
  { view: 'missed', letter: 'x' },
  { view: 'open', letter: 'o' },
  { view: 'closed', letter: 'c' },
] as const

export type View = (typeof VIEWS)[number]['view']

/** What the queue shows: one view, narrowed. Lives in the address, so that it can be shared. */
export interface Wanted {
  view: View
  phase?: string
  category?: string
  query?: string
}

export function wantedOf(query: LocationQuery): Wanted {
  const view = VIEWS.find((each) => each.view === query.view)?.view ?? 'mine'
  const [phase, category, text] = [one(query.phase), one(query.category), one(query.q)]
  return { view, ...(phase ? { phase } : {}), ...(category ? { category } : {}), ...(text ? { query: text } : {}) }
}

export function queryOf({ view, phase, category, query }: Wanted): Record<string, string> {
  return {
    view,
    ...(phase ? { phase } : {}),
    ...(category ? { category } : {}),
    ...(query ? { q: query } : {}),
  }
}

function one(value: LocationQuery[string] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined
}
