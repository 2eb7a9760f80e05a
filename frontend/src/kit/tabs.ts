/** Tabs after the ARIA pattern: arrows move, Home and End jump, only the chosen tab is in the tab order. */
import { nextTick, onMounted, ref, useId, watch, type Ref } from 'vue'

export interface Tab {
  id: string
  label: string
  count?: number
  /** What the count means, for those who hear it. */
  countLabel?: string
}

/** The attributes and the keyboard of a row of tabs; how they look is the component's affair. */
export function useTabs(chosen: Ref<string>, tabs: () => readonly Tab[]) {
  const base = useId()
  const list = ref<HTMLElement>()

  async function move(event: KeyboardEvent): Promise<void> {
    const at = tabs().findIndex((tab) => tab.id === chosen.value)
    const last = tabs().length - 1
    const to = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key]
    const next = to === undefined ? undefined : tabs()[to]
    if (!next) return
    event.preventDefault()
    chosen.value = next.id
    await nextTick()
    // By name: where the address says which is chosen, it is not chosen yet.
    document.getElementById(ofTab(next).id)?.focus()
  }

  /** On a narrow screen the chosen tab may lie beyond the edge. */
  const reveal = () => list.value?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  onMounted(reveal)
  watch(chosen, reveal, { flush: 'post' })

  const ofTab = ({ id }: Tab) => ({
    id: `${base}-${id}`,
    type: 'button' as const,
    role: 'tab',
    'aria-selected': chosen.value === id,
    'aria-controls': `${base}-${id}-panel`,
    tabindex: chosen.value === id ? 0 : -1,
    onClick: () => (chosen.value = id),
  })
  const ofPanel = ({ id }: Tab) => ({
    id: `${base}-${id}-panel`,
    role: 'tabpanel',
    'aria-labelledby': `${base}-${id}`,
    hidden: chosen.value !== id,
  })

  return { list, move, ofTab, ofPanel }
}

/** A number that fits on a tab. */
export function shortCount(count: number): string {
  return count > 99 ? '99+' : String(count)
}
