/**
 * `@iconify/vue` without its network: only icons that were bundled are drawn, and a missing one is
 * an empty box rather than a request to a foreign host.
 */
import { addIcon as add } from '@iconify/vue/offline'

export { Icon, addCollection } from '@iconify/vue/offline'

const known = new Set<string>()

/** Nuxt UI asks for `lucide:x` here and for `lucide-x` there, so each icon gets both names. */
export function addIcon(name: string, data: Parameters<typeof add>[1]): boolean {
  for (const each of [name, name.replace(':', '-')]) {
    known.add(each)
    add(each, data)
  }
  return true
}

export function iconLoaded(name: string): boolean {
  return known.has(name)
}
