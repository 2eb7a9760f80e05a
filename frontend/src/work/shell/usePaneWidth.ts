import { ref } from 'vue'

const STORED = 'hejie.work.pane'
const MIN = 420
const MAX = 760
const FIRST = 540

/** The width of the right pane, kept on this device. */
export function usePaneWidth() {
  const width = ref(clamp(Number(localStorage.getItem(STORED)) || FIRST))

  function set(next: number): void {
    width.value = clamp(next)
    localStorage.setItem(STORED, String(width.value))
  }

  function drag(down: PointerEvent): void {
    const from = width.value
    const handle = down.currentTarget
    if (!(handle instanceof HTMLElement)) return
    const follow = (move: PointerEvent) => set(from + down.clientX - move.clientX)
    handle.setPointerCapture(down.pointerId)
    handle.addEventListener('pointermove', follow)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', follow), { once: true })
  }

  return { width, min: MIN, max: MAX, drag, grow: (by: number) => set(width.value + by) }
}

function clamp(width: number): number {
  return Math.round(Math.min(MAX, Math.max(MIN, width)))
}
