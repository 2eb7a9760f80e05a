/**
 * Where the focus goes when what had it is taken away, by its own deed or by a change of the page: to
 * the nearest part of the page that is left. Whoever works by keys goes on from there, and not from the
 * top (WCAG 2.4.3).
 */

/** Whoever moves the focus on purpose has done so by then. */
const SETTLE_MS = 60
const FOCUSABLE = 'a[href], button, input, select, textarea, summary, [tabindex]'
const DIALOG = 'dialog, [role=dialog]'

/** What has, or last had, the focus, and all that it stands in; behind a dialog, what that was opened from. */
let trail: readonly Element[] = []
let behind: readonly Element[] = []
/** It cannot have the focus while it is disabled, and gets it back. */
let waits: Element | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps the focus of this page; once for each entry. */
export function keepFocus(): void {
  document.addEventListener('focusin', ({ target }) => { if (target instanceof Element) follow(target) })
  // Whoever points at nothing wants to be nowhere.
  document.addEventListener('pointerdown', ({ target }) => {
    const pressed = target instanceof Element ? target.closest(FOCUSABLE) : null
    if (pressed) follow(pressed)
    else trail = []
  }, true)
  new MutationObserver(() => {
    if (!isLost()) return
    clearTimeout(timer)
    timer = setTimeout(goOn, SETTLE_MS)
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled', 'hidden', 'open', 'style'] })
}

function follow(target: Element): void {
  const dialog = target.closest(DIALOG)
  if (!dialog) behind = []
  else if (!trail[0] || !dialog.contains(trail[0])) behind = trail
  trail = [...upTo(target, dialog ?? document.body), ...behind]
}

function upTo(target: Element, last: Element): Element[] {
  const all: Element[] = []
  for (let one: Element | null = target; one && one !== document.body; one = one === last ? null : one.parentElement) all.push(one)
  return all
}

function focusNearest(): void {
  for (const one of [...trail, document.getElementById('main')]) if (one && isUsable(one) && holds(one)) return
}

function isLost(): boolean {
  return trail.length > 0 && (document.activeElement ?? document.body) === document.body
}

function goOn(): void {
  const own = trail[0]
  if (!isLost() || !own) return
  if (own.isConnected && own.matches(':disabled')) return void (waits = own)
  // It is there and could have it: somebody took the focus away on purpose.
  if (isUsable(own) && waits !== own) return
  waits = null
  focusNearest()
}

function isUsable(one: Element): boolean {
  return one.isConnected && !one.matches(':disabled') && one.checkVisibility?.() !== false
}

function takes(one: Element): boolean {
  if (one instanceof HTMLElement) one.focus({ preventScroll: true })
  return document.activeElement === one
}

/** A part of the page takes the focus for once. */
function holds(one: Element): boolean {
  if (one.hasAttribute('tabindex') || one.matches(FOCUSABLE)) return takes(one)
  one.setAttribute('tabindex', '-1')
  one.addEventListener('blur', () => one.removeAttribute('tabindex'), { once: true })
  if (takes(one)) return true
  one.removeAttribute('tabindex')
  return false
}
