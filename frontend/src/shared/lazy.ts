import { defineAsyncComponent, type Component } from 'vue'
import { textsReady } from './i18n'

/** A component that is fetched when it is first needed, together with its texts in the language shown. */
export function lazy<T extends Component>(load: () => Promise<{ default: T }>) {
  return defineAsyncComponent(async () => {
    const { default: component } = await load()
    await textsReady().catch(() => undefined)
    return component
  })
}
