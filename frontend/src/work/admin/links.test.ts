import { expect, it } from 'vitest'
import { withLinks } from './links'

it('makes addresses followable and leaves the sentence around them', () => {
  expect(withLinks('请打开 http://127.0.0.1:8080/r#abc，30 天内有效。')).toEqual([
    { text: '请打开 ' },
    { text: 'http://127.0.0.1:8080/r#abc', href: 'http://127.0.0.1:8080/r#abc' },
    { text: '，30 天内有效。' },
  ])
})

it('never makes a link of another scheme', () => {
  expect(withLinks('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }])
})
