/** A fresh key for one intention: repeated with the same key, it is carried out once. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // Only secure pages have `randomUUID`; a plain-http installation on a local network has not.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
