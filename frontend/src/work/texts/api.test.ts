import { expect, test } from 'vitest'
import { shownWith } from './api'

test('places are filled once, and a place that nothing fills is named', () => {
  const values = { consumer: '王女士', number: '{{shop}}', 消费者: '王女士' }
  expect(shownWith('{{consumer}}、{{ 消费者 }}：{{number}}', values)).toEqual({ text: '王女士、王女士：{{shop}}', unknown: [] })
  expect(shownWith('{{custmer}} {{custmer}}', values)).toEqual({ text: '{{custmer}} {{custmer}}', unknown: ['custmer'] })
})
