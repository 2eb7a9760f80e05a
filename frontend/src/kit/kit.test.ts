import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, expect, test } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import '@/shared/i18n/areas/common'
import { isImeEnter } from './ime'
import KErrors from './KErrors.vue'
import KField from './KField.vue'
import KInput from './KInput.vue'
import KMoney from './KMoney.vue'
import KTabs from './KTabs.vue'

afterEach(cleanup)

function key(init: KeyboardEventInit & { keyCode?: number }): KeyboardEvent {
  const event = new KeyboardEvent('keydown', init)
  if (init.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: init.keyCode })
  return event
}

test('an Enter that picks a candidate is no Enter', () => {
  expect(isImeEnter(key({ key: 'Enter', isComposing: true }))).toBe(true)
  expect(isImeEnter(key({ key: 'Enter', keyCode: 229 }))).toBe(true)
  expect(isImeEnter(key({ key: 'Enter', keyCode: 13 }))).toBe(false)
  expect(isImeEnter(key({ key: 'a', keyCode: 229 }))).toBe(false)
})

test('a field ties label, hint and error to its control', () => {
  render(KField, { props: { name: 'order.title', label: 'Title', hint: 'A hint', error: 'Missing' }, slots: { default: () => h(KInput) } })
  const input = screen.getByLabelText('Title')
  expect(input.id).toBe('f-order-title')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  expect(input.getAttribute('aria-describedby')).toBe('f-order-title-hint f-order-title-error')
})

test('an error leads to the nearest field there is', async () => {
  const Page = defineComponent(() => () => [
    h(KErrors, { fields: { 'merchant.name.0': 'Wrong name' } }),
    h(KField, { name: 'merchant.name', label: 'Name' }, () => h(KInput)),
  ])
  render(Page)
  await fireEvent.click(screen.getByText('Wrong name'))
  expect(document.activeElement).toBe(screen.getByLabelText('Name'))
})

test('yuan typed become fen, and what cannot be read stays as typed', async () => {
  const amount = ref<number | null>(null)
  render(defineComponent(() => () => h(KField, { name: 'a', label: 'Amount' }, () => h(KMoney, { modelValue: amount.value, 'onUpdate:modelValue': (fen) => (amount.value = fen ?? null) }))))
  const input = screen.getByLabelText<HTMLInputElement>('Amount')
  await fireEvent.update(input, '1299.5')
  expect(amount.value).toBe(129950)
  await fireEvent.update(input, '12x')
  await fireEvent.blur(input)
  expect(amount.value).toBeNull()
  expect(input.value).toBe('12x')
  expect(screen.getByRole('alert')).toBeTruthy()
})

test('arrows move between tabs and only the chosen one is in the tab order', async () => {
  const chosen = ref('a')
  const tabs = ['a', 'b', 'c'].map((id) => ({ id, label: id }))
  render(defineComponent(() => () => h(KTabs, { modelValue: chosen.value, 'onUpdate:modelValue': (id: string) => (chosen.value = id), tabs, label: 'Parts' })))
  await fireEvent.keyDown(screen.getByRole('tab', { name: 'a' }), { key: 'ArrowLeft' })
  expect(chosen.value).toBe('c')
  await fireEvent.keyDown(screen.getByRole('tab', { name: 'c' }), { key: 'Home' })
  expect(chosen.value).toBe('a')
  expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1, -1])
})
