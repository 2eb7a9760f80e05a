import { ref, watch } from 'vue'

export type Theme = 'light' | 'dark'

const kept = 'hejie.theme'
const system = window.matchMedia('(prefers-color-scheme: dark)')
const chosen = ref<Theme | null>(readChoice())
const systemDark = ref(system.matches)

/** What is shown now. */
export const theme = ref<Theme>('light')

system.addEventListener('change', (event) => (systemDark.value = event.matches))

watch(
  [chosen, systemDark],
  () => {
    theme.value = chosen.value ?? (systemDark.value ? 'dark' : 'light')
    const classes = document.documentElement.classList
    classes.toggle('dark', theme.value === 'dark')
    classes.toggle('light', theme.value === 'light')
  },
  { immediate: true, flush: 'sync' },
)

/** Turns the light on or off, and remembers it on this device. */
export function toggleTheme(): void {
  chosen.value = theme.value === 'dark' ? 'light' : 'dark'
  try {
    localStorage.setItem(kept, chosen.value)
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is left.
  }
}

function readChoice(): Theme | null {
  try {
    const value = localStorage.getItem(kept)
    return value === 'light' || value === 'dark' ? value : null
  } catch {
    return null
  }
}
