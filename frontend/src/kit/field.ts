import { computed, inject, provide, useId, type ComputedRef, type InjectionKey } from 'vue'

/** What a control must know of the field around it. */
export interface FieldLink {
  id: string
  describedBy: string | undefined
  invalid: boolean
  required: boolean
}

const key: InjectionKey<ComputedRef<FieldLink>> = Symbol('field')

/** The element id of a field by its name, so that an error summary can lead to it. */
export function fieldId(name: string): string {
  return `f-${name.replace(/[^\w-]/g, '-')}`
}

export function provideField(link: () => FieldLink): void {
  provide(key, computed(link))
}

/** The attributes that tie a control to its label, hint and error. */
export function useField() {
  const own = useId()
  const link = inject(key, null)
  return computed(() => ({
    id: link?.value.id ?? own,
    'aria-describedby': link?.value.describedBy,
    'aria-invalid': link?.value.invalid ? ('true' as const) : undefined,
    'aria-required': link?.value.required ? ('true' as const) : undefined,
  }))
}

/** The look that text-like controls share. */
export const controlClass =
  'block w-full min-h-11 rounded-control border border-edge bg-raised px-3 py-2 text-ink placeholder:text-quiet ' +
  'aria-invalid:border-bad aria-invalid:border-2 disabled:bg-soft disabled:text-quiet'
