const EVERY_MS = 50
const TRIES = 30

/** Focuses what is about to appear: a tab's content is drawn after the tab is chosen. */
export function focusSoon(selector: string, left = TRIES): void {
  const found = document.querySelector<HTMLElement>(selector)
  if (found) found.focus()
  else if (left > 0) setTimeout(() => focusSoon(selector, left - 1), EVERY_MS)
}
