/**
 * How a person works a page: with a finger, a mouse, or the keyboard alone. A story is told once and
 * played by each hand; what a keyboard cannot reach or set off fails it.
 */
import type { Locator, Page } from '@playwright/test'

export interface Files {
  name: string
  mimeType: string
  buffer: Buffer
}

export interface Hand {
  readonly name: 'finger' | 'mouse' | 'keyboard'
  /** A button, link or tab. */
  press: (target: Locator) => Promise<void>
  /** Text into a field, in the place of what is there. */
  write: (target: Locator, text: string) => Promise<void>
  /** A day, `YYYY-MM-DD`, into the browser's own field for days. */
  date: (target: Locator, day: string) => Promise<void>
  /** One of several, or a tick. */
  pick: (target: Locator) => Promise<void>
  /** From the browser's own list, by the words shown. */
  choose: (target: Locator, words: string) => Promise<void>
  /** Files, by the button that asks for them. */
  give: (button: Locator, files: Files[]) => Promise<void>
}

const tabsMax = 200

export function finger(page: Page): Hand {
  return pointer(page, 'finger', (target) => target.tap())
}

export function mouse(page: Page): Hand {
  return pointer(page, 'mouse', (target) => target.click())
}

export function keyboard(page: Page): Hand {
  const key = (name: string) => page.keyboard.press(name)
  const press = async (target: Locator) => {
    if ((await target.getAttribute('role')) === 'tab') return await arrowToTab(page, target)
    await tabTo(page, target)
    await key('Enter')
  }
  return {
    name: 'keyboard',
    press,
    write: async (target, text) => {
      await tabTo(page, target)
      await key('ControlOrMeta+a')
      await (text === '' ? key('Delete') : page.keyboard.type(text))
    },
    date: (target, day) => typeDay(page, target, day),
    pick: async (target) => {
      if ((await target.getAttribute('type')) === 'radio') return await arrowToRadio(page, target)
      await tabTo(page, target)
      await key('Space')
    },
    choose: async (target, words) => {
      await tabTo(page, target)
      await arrowToOption(page, target, words)
      await key('Tab')
    },
    give: (button, files) => giveBy(page, () => press(button), files),
  }
}

/** Presses Tab until the element has the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let presses = 0; presses < tabsMax; presses += 1) {
    if (await hasFocus(target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`)
}

/** Along a browser's own list by the arrows: letters lead only to words that a keyboard has letters for. */
async function arrowToOption(page: Page, target: Locator, words: string): Promise<void> {
  const shown = () => target.evaluate((element) => (element as HTMLSelectElement).selectedOptions[0]?.label)
  await page.keyboard.press('Home')
  for (let presses = 0; (await shown()) !== words; presses += 1) {
    if (presses > tabsMax) throw new Error(`The arrows do not reach ${words} in ${String(target)}.`)
    await page.keyboard.press('ArrowDown')
  }
}

async function hasFocus(target: Locator): Promise<boolean> {
  return await target.evaluate((element) => element === document.activeElement)
}

function pointer(page: Page, name: 'finger' | 'mouse', press: (target: Locator) => Promise<void>): Hand {
  return {
    name,
    press,
    write: (target, text) => target.fill(text),
    date: (target, day) => target.fill(day),
    pick: press,
    choose: async (target, words) => void (await target.selectOption({ label: words })),
    give: (button, files) => giveBy(page, () => press(button), files),
  }
}

async function giveBy(page: Page, ask: () => Promise<void>, files: Files[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), ask()])
  await chooser.setFiles(files)
}

/** Year, month and day in the order in which this browser shows them, each going on to the next when it is full. */
async function typeDay(page: Page, target: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-')
  for (const digits of [year + month + date, month + date + year, date + month + year]) {
    await tabTo(page, target)
    await page.keyboard.type(digits)
    if ((await target.inputValue()) === day) return
    while (await hasFocus(target)) await page.keyboard.press('Shift+Tab')
  }
  throw new Error(`The keyboard cannot write ${day} into ${String(target)}.`)
}

/** Into the group by Tab, along it by the arrows, as browsers do it. */
async function arrowToRadio(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const isMember = () =>
    target.evaluate((element) => {
      const active = document.activeElement
      return active instanceof HTMLInputElement && active.type === 'radio' && active.name === (element as HTMLInputElement).name
    })
  for (let presses = 0; !(await isMember()); presses += 1) {
    if (presses > tabsMax) throw new Error(`The keyboard does not reach the choices around ${String(target)}.`)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Space')
  for (let presses = 0; !(await target.isChecked()); presses += 1) {
    if (presses > tabsMax) throw new Error(`The arrows do not reach ${String(target)}.`)
    await page.keyboard.press('ArrowDown')
  }
}

async function arrowToTab(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const list = target.locator('xpath=ancestor::*[@role="tablist"]')
  await tabTo(page, list.locator('[role="tab"][aria-selected="true"]'))
  for (let presses = 0; (await target.getAttribute('aria-selected')) !== 'true'; presses += 1) {
    if (presses > tabsMax) throw new Error(`The arrows do not reach ${String(target)}.`)
    await page.keyboard.press('ArrowRight')
  }
}
