import type { LocationQuery } from 'vue-router'

/** The views of the queue, in the order of the sidebar, each with the letter that follows `g`. */
export const VIEWS = [
  { view: 'mine', letter: 'm', group: 'own' },
  { view: 'my_turn', letter: 't', group: 'own' },
  { view: 'others_turn', letter: 'w', group: 'own' },
  { view: 'unread', letter: 'r', group: 'own' },
  { view: 'followed', letter: 'f', group: 'own' },
  { view: 'snoozed', letter: 'z', group: 'own' },
  { view: 'unassigned', letter: 'u', group: 'platform' },
  { view: 'due_soon', letter: 'd', group: 'platform' },
  { view: 'missed', letter: 'x', group: 'platform' },
  { view: 'open', letter: 'o', group: 'platform' },
  { view: 'closed', letter: 'c', group: 'platform' },
  { view: 'all', letter: 'a', group: 'platform' },
] as const

/** What only supervisors decide; they come here from their own page. */
const DECIDED = ['appeals', 'to_confirm'] as const

export type View = (typeof VIEWS)[number]['view'] | (typeof DECIDED)[number]

/** What narrows a view, as the server names it; lists have commas between their items. */
export const FILTERS = [
  'phase', 'category', 'turn', 'due', 'responder', 'merchant', 'tag', 'filed_from', 'filed_to', 'amount_from', 'amount_to',
  'missed', 'breached', 'unread', 'reopened', 'query', 'sort',
] as const

export type FilterName = (typeof FILTERS)[number]

/** What the queue shows: one view, narrowed. Lives in the address, so that it can be shared. */
export type Wanted = { view: View } & Partial<Record<FilterName, string>>

const known = new Set<string>([...VIEWS.map((each) => each.view), ...DECIDED])

/** The address calls the words `q`. */
const key = (name: FilterName): string => (name === 'query' ? 'q' : name)

export function isView(view: unknown): view is View {
  return typeof view === 'string' && known.has(view)
}

export function wantedOf(query: LocationQuery): Wanted {
  const wanted: Wanted = { view: isView(query.view) ? query.view : 'mine' }
  for (const name of FILTERS) {
    const text = one(query[key(name)])
    if (text) wanted[name] = text
  }
  return wanted
}

export function queryOf(wanted: Wanted): Record<string, string> {
  const query: Record<string, string> = { view: wanted.view }
  for (const name of FILTERS) {
    const text = wanted[name]
    if (text) query[key(name)] = text
  }
  return query
}

/** What a kept view says, as the queue shows it. */
export function wantedFrom(filter: Readonly<Record<string, string>>): Wanted {
  const wanted: Wanted = { view: isView(filter.view) ? filter.view : 'open' }
  for (const name of FILTERS) {
    const text = filter[name]
    if (text) wanted[name] = text
  }
  return wanted
}

/** Whether anything but the order narrows the view. */
export function isNarrowed(wanted: Wanted): boolean {
  return FILTERS.some((name) => name !== 'sort' && wanted[name])
}

function one(value: LocationQuery[string] | undefined): string | undefined {
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined
}
