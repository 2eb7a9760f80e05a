/** The text in the composer, kept over reloads and reconnections of this tab. */
import { shallowRef, type Ref } from 'vue'
import type { Evidence } from '@/shared/api'

/** What is in the box and not sent. */
export interface Box {
  text?: string
  files?: Evidence[]
}

/** Where a box keeps what is in it; `content` may change from elsewhere, and the box follows. */
export interface BoxStore {
  content: Readonly<Ref<Box>>
  write: (box: Box) => void
}

/** Keeps the words in this tab alone. */
export function tabStore(room: string): BoxStore {
  const content = shallowRef<Box>({ text: unsent(room) })
  return {
    content,
    write: (box) => {
      content.value = box
      keepUnsent(room, box.text ?? '')
    },
  }
}

const prefix = 'hejie.composer.'

function unsent(room: string): string {
  try {
    return sessionStorage.getItem(prefix + room) ?? ''
  } catch {
    return ''
  }
}

function keepUnsent(room: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(prefix + room)
    else sessionStorage.setItem(prefix + room, text)
  } catch {
    // Storage may be forbidden; the text then lasts as long as the page.
  }
}

const enterSends = 'hejie.enter-sends'

/** Whether Enter sends; on a touch screen it makes a line until somebody wishes otherwise. */
export function readEnterSends(): boolean {
  try {
    const kept = localStorage.getItem(enterSends)
    if (kept !== null) return kept === 'yes'
  } catch {
    // Storage may be forbidden.
  }
  return window.matchMedia('(pointer: fine)').matches
}

export function keepEnterSends(yes: boolean): void {
  try {
    localStorage.setItem(enterSends, yes ? 'yes' : 'no')
  } catch {
    // The choice then lasts as long as the page.
  }
}
