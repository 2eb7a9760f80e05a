import { afterEach, expect, test } from 'vitest'
import type { Evidence } from '../api'
import { tabStore } from './unsent'

afterEach(() => sessionStorage.clear())

const file = { id: 'f1', name: '发票.pdf' } as Evidence

test('words and files that were not sent are there when the box comes back', () => {
  tabStore('r1').write({ text: '写到一半', files: [file] })
  expect(tabStore('r1').content.value).toEqual({ text: '写到一半', files: [file] })
  expect(tabStore('r2').content.value).toEqual({ text: '', files: [] })
})

test('nothing is left of what was sent', () => {
  const store = tabStore('r1')
  store.write({ text: 'a', files: [file] })
  store.write({ text: '', files: [] })
  expect(tabStore('r1').content.value).toEqual({ text: '', files: [] })
  expect(sessionStorage.length).toBe(0)
})
