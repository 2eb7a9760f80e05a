import { expect, test } from 'vitest'
import { keepMark, moveMark } from './highlight'

test('what is found late moves no mark', () => {
  expect(keepMark('b', ['x', 'y', 'a', 'b'])).toBe('b')
  expect(keepMark('b', ['x', 'y'])).toBe(null)
  expect(keepMark(null, ['x', 'y'])).toBe('x')
})

test('the arrows go round', () => {
  expect(moveMark(null, ['a', 'b'], 1)).toBe('a')
  expect(moveMark(null, ['a', 'b'], -1)).toBe('b')
  expect(moveMark('b', ['a', 'b'], 1)).toBe('a')
  expect(moveMark('a', ['a', 'b'], -1)).toBe('b')
  expect(moveMark('a', [], 1)).toBe(null)
})
