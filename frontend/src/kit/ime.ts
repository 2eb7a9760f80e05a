/**
 * Whether this Enter only picks a candidate of an input method. Safari ends the composition before
 * the key event, so `isComposing` alone misses it; its key code 229 does not.
 */
export function isImeEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && (event.isComposing || event.keyCode === 229)
}
