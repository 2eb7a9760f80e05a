/** What is in the composer, kept over reloads and reconnections of this tab. */
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

/** Keeps words and files in this tab alone. */
export function tabStore(room: string): BoxStore {
  const content = shallowRef<Box>({ text: kept(room), files: keptFiles(room) })
  return {
    content,
    write: (box) => {
      content.value = box
      keep(room, box.text ?? '')
      keep(room + files, box.files?.length ? JSON.stringify(box.files) : '')
    },
  }
}

const prefix = 'hejie.composer.'
const files = '.files'

function kept(name: string): string {
  try {
    return sessionStorage.getItem(prefix + name) ?? ''
  } catch {
    return ''
  }
}

function keptFiles(room: string): Evidence[] {
  return JSON.parse(kept(room + files) || '[]') as Evidence[]
}

function keep(name: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(prefix + name)
    else sessionStorage.setItem(prefix + name, text)
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
