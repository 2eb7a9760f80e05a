import { defineAsyncComponent, defineComponent, h, type Component } from 'vue'
import { textsReady } from './i18n'

type Load<T> = () => Promise<{ default: T }>

/** A component that is fetched when it is first needed, together with its texts in the language shown. */
export function lazy<T extends Component>(load: Load<T>) {
  return defineAsyncComponent(() => whole(load))
}

/** The same, where it can be fetched ahead; what was fetched stands in its place at once. */
export function part<T extends Component>(load: Load<T>): T & { fetch: () => Promise<unknown> } {
  let fetched: T | undefined
  const fetch = async () => (fetched ??= await whole(load))
  const later = defineAsyncComponent(fetch)
  const shown = defineComponent({
    inheritAttrs: false,
    setup(_, { attrs, slots }) {
      // What it began as it stays: another kind would lose what was typed in it.
      const one = fetched ?? later
      return () => h(one, attrs, slots)
    },
  })
  return Object.assign(shown, { fetch }) as unknown as T & { fetch: typeof fetch }
}

async function whole<T>(load: Load<T>): Promise<T> {
  const { default: component } = await load()
  await textsReady().catch(() => undefined)
  return component
}
