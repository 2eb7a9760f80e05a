import { shallowRef } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad'
}

let last = 0

/** The messages shown now, the newest last. */
export const toasts = shallowRef<readonly Toast[]>([])

/** Says something in passing. A failure stays until it is closed. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  last += 1
  const id = last
  toasts.value = [...toasts.value.slice(-2), { id, text, tone }]
  if (tone === 'good') setTimeout(() => dismiss(id), 6000)
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((each) => each.id !== id)
}
