import { onScopeDispose, ref } from 'vue'
import { isTyping, readKey, type Pending } from './sequence'

/** What a key does; `false` says "not now", and the key goes on to the page. */
export type KeyAction = () => unknown

type Bindings = Record<string, KeyAction>

const STORED = 'hejie.work.keys'
const layers: Bindings[] = []
let pending: Pending | null = null

/** Single-key shortcuts can be turned off, as WCAG 2.1.4 asks. */
export const keysOn = ref(localStorage.getItem(STORED) !== 'off')

export function setKeysOn(on: boolean): void {
  keysOn.value = on
  localStorage.setItem(STORED, on ? 'on' : 'off')
}

/** Binds keys for as long as the scope lives; the newest layer is asked first. */
export function useKeys(bindings: Bindings): void {
  if (layers.length === 0) addEventListener('keydown', onKey)
  layers.push(bindings)
  onScopeDispose(() => {
    layers.splice(layers.indexOf(bindings), 1)
    if (layers.length === 0) removeEventListener('keydown', onKey)
  })
}

function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented) return
  const chord = chordOf(event)
  if (chord) return run(chord, event)
  if (!keysOn.value || event.altKey || event.ctrlKey || event.metaKey) return
  if (event.key.length > 1 && event.key !== 'Escape') return
  if (isTyping(event.target) || (event.key !== 'Escape' && dialogIsOpen())) return
  const read = readKey(pending, event.key, event.timeStamp)
  pending = read.pending
  if (read.keys) run(read.keys, event)
}

function chordOf(event: KeyboardEvent): string | null {
  const mod = event.ctrlKey || event.metaKey
  return mod && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k' ? 'mod k' : null
}

function dialogIsOpen(): boolean {
  return document.querySelector('dialog[open], [role=dialog][data-state=open], [role=menu][data-state=open], [role=listbox][data-state=open]') !== null
}

function run(keys: string, event: KeyboardEvent): void {
  for (const layer of layers.toReversed()) {
    const action = layer[keys]
    if (action && action() !== false) return event.preventDefault()
  }
}
