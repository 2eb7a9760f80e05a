/** By then something went wrong, and the page has its keys back. */
const PATIENCE_MS = 3000
let kept = ''
let patience: ReturnType<typeof setTimeout> | undefined

/** From now on letters are kept for the box that is about to open; until it is there they are no shortcuts. */
export function keepAhead(): void {
  takeAhead()
  addEventListener('keydown', keep, true)
  patience = setTimeout(takeAhead, PATIENCE_MS)
}

/** What was typed ahead of the box; from now on keys go where the focus is. */
export function takeAhead(): string {
  removeEventListener('keydown', keep, true)
  clearTimeout(patience)
  const typed = kept
  kept = ''
  return typed
}

function keep(event: KeyboardEvent): void {
  if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key === 'Escape') return void takeAhead()
  if (event.key === 'Backspace') kept = kept.slice(0, -1)
  else if (event.key.length === 1) kept += event.key
  else if (event.key !== 'Enter') return
  event.preventDefault()
  event.stopPropagation()
}
