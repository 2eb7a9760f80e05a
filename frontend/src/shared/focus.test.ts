import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { keepFocus } from './focus'

beforeAll(keepFocus)
beforeEach(() => {
  document.body.innerHTML = '<main id="main" tabindex="-1"><section><p><button>催办</button></p><button>别的</button></section></main>'
})

const button = () => document.querySelector('button') as HTMLButtonElement
/** Who has the focus once all has settled. */
async function whoHasIt(): Promise<string | undefined> {
  await new Promise((done) => setTimeout(done, 100))
  return document.activeElement?.tagName
}

test('what goes away leaves the focus with what it stood in, for once', async () => {
  button().focus()
  button().remove()
  expect(await whoHasIt()).toBe('P')
  document.querySelector('button')?.focus()
  expect(document.querySelector('p')?.hasAttribute('tabindex')).toBe(false)
})

test('a page that goes away leaves it with the main part', async () => {
  button().focus()
  document.querySelector('section')?.remove()
  expect(await whoHasIt()).toBe('MAIN')
})

test('what is disabled for a while gets it back', async () => {
  const own = button()
  own.focus()
  own.blur()
  own.disabled = true
  expect(await whoHasIt()).toBe('BODY')
  own.disabled = false
  expect(await whoHasIt()).toBe('BUTTON')
  expect(document.activeElement).toBe(own)
})

test('nobody is brought back who went away on purpose', async () => {
  button().focus()
  button().blur()
  document.querySelector('section')?.append('…')
  expect(await whoHasIt()).toBe('BODY')
  document.querySelector('p')?.dispatchEvent(new Event('pointerdown', { bubbles: true }))
  button().remove()
  expect(await whoHasIt()).toBe('BODY')
})

test('a dialog that closes leaves it with what it was opened from, or what is left of that', async () => {
  button().focus()
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"><input></div>')
  document.querySelector('input')?.focus()
  button().remove()
  document.querySelector('[role=dialog]')?.remove()
  expect(await whoHasIt()).toBe('P')
})

test('whoever has the focus elsewhere keeps it', async () => {
  button().focus()
  button().remove()
  document.querySelector<HTMLElement>('button')?.focus()
  const spy = vi.spyOn(HTMLElement.prototype, 'focus')
  await whoHasIt()
  expect(spy).not.toHaveBeenCalled()
  spy.mockRestore()
})
