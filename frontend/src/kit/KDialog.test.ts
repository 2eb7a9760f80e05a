import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, expect, test, vi } from 'vitest'
import '@/shared/i18n/areas/common'
import KDialog from './KDialog.vue'

afterEach(cleanup)

function shown() {
  const shut = vi.fn<(open: boolean) => void>()
  render(KDialog, { props: { modelValue: true, title: 'Title', 'onUpdate:modelValue': shut }, slots: { default: '<textarea aria-label="Text" />' } })
  return { shut, dialog: document.querySelector('dialog')!, box: screen.getByLabelText('Text') }
}

test('text that is selected out of the box and over the edge does not shut the dialog', async () => {
  const { shut, dialog, box } = shown()
  await fireEvent.pointerDown(box)
  await fireEvent.click(dialog)
  expect(shut).not.toHaveBeenCalled()
})

test('a press beside the dialog shuts it, a click inside does not', async () => {
  const { shut, dialog, box } = shown()
  await fireEvent.pointerDown(box)
  await fireEvent.click(box)
  expect(shut).not.toHaveBeenCalled()
  await fireEvent.pointerDown(dialog)
  await fireEvent.click(dialog)
  expect(shut).toHaveBeenCalledWith(false)
})
