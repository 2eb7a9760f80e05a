/** Things to choose from by typing. Pure. */

export interface Choice {
  id: string
  label: string
  icon: string
  /** More about it, behind its name. */
  hint?: string
  /** The keys that do the same. */
  keys?: readonly string[]
  /** Other words by which somebody may look for it. */
  words?: string
  act: () => unknown
}

export interface ChoiceGroup {
  id: string
  label: string
  items: readonly Choice[]
  /** Found elsewhere by the same words: shown as it is. */
  found?: boolean
}

const plain = (text: string) => text.normalize('NFKC').toLowerCase()

/** The groups with what fits; every word must be found. Those that begin so come first. */
export function fitting(groups: readonly ChoiceGroup[], typed: string): ChoiceGroup[] {
  const terms = plain(typed).split(/\s+/).filter(Boolean)
  const weigh = ({ label, words }: Choice) => {
    const [name, all] = [plain(label), plain(`${label} ${words ?? ''}`)]
    if (!terms.every((term) => all.includes(term))) return 0
    return terms.every((term) => name.startsWith(term)) ? 3 : terms.every((term) => name.includes(term)) ? 2 : 1
  }
  const narrowed = groups.map((group) => (group.found || terms.length === 0 ? group : {
    ...group,
    items: group.items.map((item) => ({ item, weight: weigh(item) })).filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight).map(({ item }) => item),
  }))
  return narrowed.filter((group) => group.items.length > 0)
}
