import type { Verb } from '@/shared/api'
import { label, maybe } from '@/shared/i18n'

/** What a field is called: by its step where that has a name of its own, else as everywhere. */
export function fieldName(verb: Verb, name: string): string {
  return maybe(`office.field.${verb}`, name) ?? maybe(`work.field.${verb}`, name) ?? label('work.field.any', name)
}
