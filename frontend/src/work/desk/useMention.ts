import { onScopeDispose, ref, shallowRef, useId, watch, type ShallowRef } from 'vue'
import { me } from '@/shared/session'
import { staff, type Colleague } from '../api'
import { typedMention } from './places'

const SHOWN_MAX = 6
/** Who answers for the platform, and so reads its notes. */
const SERVING = new Set(['service_agent', 'supervisor'])
const known = shallowRef<readonly Colleague[] | null>(null)

async function colleagues(): Promise<readonly Colleague[]> {
  if (known.value) return known.value
  const serving = (await staff.list()).items.filter((each) => SERVING.has(each.role) && each.person !== me.value.person?.id)
  known.value = [...new Map(serving.map((each) => [each.person, each])).values()]
  return known.value
}

/** Colleagues behind an `@` that is being typed in `area`; `put` writes into it. */
export function useMention(area: Readonly<ShallowRef<HTMLTextAreaElement | undefined>>, put: (from: number, to: number, text: string) => void) {
  const id = useId()
  const people = shallowRef<readonly Colleague[]>([])
  const at = ref(0)
  const from = ref(0)
  const place = ref<Record<string, string>>({})

  async function read(before: string): Promise<void> {
    const begun = typedMention(before)
    if (!begun) return close()
    try {
      const fits = (each: Colleague) => each.name.startsWith(begun.begun) || (each.work_no ?? '').startsWith(begun.begun) || each.name.includes(begun.begun)
      const found = (await colleagues()).filter(fits).slice(0, SHOWN_MAX)
      // Whoever has written the whole name needs no help.
      people.value = found.length === 1 && found[0]?.name === begun.begun ? [] : found
    } catch {
      people.value = []
    }
    from.value = begun.from
    at.value = 0
    const rect = area.value?.getBoundingClientRect()
    if (rect) place.value = { left: `${Math.min(rect.left, innerWidth - 248)}px`, width: '15rem', ...(rect.top > 240 ? { bottom: `${innerHeight - rect.top + 6}px` } : { top: `${rect.bottom + 6}px` }) }
  }

  function close(): void {
    people.value = []
  }

  function choose(person: Colleague): void {
    const caret = area.value?.selectionStart ?? from.value
    put(from.value, caret, `@${person.name} `)
    close()
  }

  /** True when the key was meant for the list. */
  function press(event: KeyboardEvent): boolean {
    const count = people.value.length
    if (count === 0) return false
    const person = people.value[at.value]
    if (event.key === 'ArrowDown') at.value = (at.value + 1) % count
    else if (event.key === 'ArrowUp') at.value = (at.value + count - 1) % count
    else if (event.key === 'Escape') close()
    else if ((event.key === 'Enter' || event.key === 'Tab') && person) choose(person)
    else return false
    return true
  }

  // The box says which name is meant, for as long as there is a list.
  const stop = watch([people, at], ([found, meant]) => {
    const box = area.value
    if (!box) return
    const said: Record<string, string | null> = found.length > 0
      ? { 'aria-controls': id, 'aria-autocomplete': 'list', 'aria-activedescendant': `${id}-${meant}` }
      : { 'aria-controls': null, 'aria-autocomplete': null, 'aria-activedescendant': null }
    for (const [name, value] of Object.entries(said)) {
      if (value === null) box.removeAttribute(name)
      else box.setAttribute(name, value)
    }
  }, { flush: 'post' })
  onScopeDispose(stop)

  return { id, people, at, place, read, close, choose, press }
}
