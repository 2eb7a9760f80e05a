import { longDay } from '@/shared/format/time'
import { t } from '@/shared/i18n'
import '@/shared/i18n/areas/duty'
import type { RotaChange } from './rota'

/** What somebody else added or removed, in one sentence. */
export function sayChange(one: RotaChange): string {
  const how = one.change
  switch (one.what) {
    case 'turn': {
      const days = one.item.weekdays.map((day) => t(`work.weekday.d${day as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)).join(t('work.turn.and'))
      return t(`duty.clash.turn_${how}`, { name: one.item.name, days, from: one.item.from, until: one.item.until })
    }
    case 'absence':
      return t(`duty.clash.absence_${how}`, { name: one.item.name, from: longDay(one.item.from), until: longDay(one.item.until) })
    case 'swap':
      return t(`duty.clash.swap_${how}`, { day: longDay(one.item.day), from: one.item.from, giver: one.item.giver_name, taker: one.item.taker_name })
  }
}
