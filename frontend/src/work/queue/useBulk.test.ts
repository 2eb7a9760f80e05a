import { afterEach, expect, test, vi } from 'vitest'
import '@/shared/i18n/areas/common'
import { t } from '@/shared/i18n'
import { many } from './api'
import { useBulk } from './useBulk'

afterEach(() => vi.restoreAllMocks())

test('what could not be sent says why', async () => {
  vi.spyOn(many, 'act').mockRejectedValue(new TypeError('fetch failed'))
  const bulk = useBulk()
  await bulk.run(['a', 'b'], { what: 'read' })
  const why = t('common.problem.offline')
  expect(bulk.refused.value).toEqual([{ id: 'a', why }, { id: 'b', why }])
})
