/** What waits in a case, in the order in which it is looked at. */
import { shortMoment, clock, dayOf } from '@/shared/format/time'
import { now } from '@/shared/format/now'
import { t } from '@/shared/i18n'
import type { CaseRow } from './api'

export interface Wait {
  name: string
  icon: string
  text: string
  /** Whether somebody waits for the reader. */
  loud: boolean
}

export function waitsOf({ yours, waits }: Pick<CaseRow, 'yours' | 'waits'>): Wait[] {
  const { hands, unread, offers, unsigned, next_session: next } = waits
  const today = next && dayOf(next) === dayOf(now())
  return [
    { when: yours, name: 'yours', icon: 'i-lucide-circle-arrow-right', text: t('office.wait.yours'), loud: true },
    { when: hands > 0, name: 'hands', icon: 'i-lucide-hand', text: t('office.wait.hands', { n: hands }), loud: true },
    { when: unread > 0, name: 'unread', icon: 'i-lucide-message-square-text', text: t('office.wait.unread', { n: unread }), loud: true },
    { when: Boolean(next), name: 'session', icon: 'i-lucide-calendar-clock', text: next ? (today ? t('office.wait.today', { at: clock(next) }) : t('office.wait.session', { at: shortMoment(next) })) : '', loud: Boolean(today) },
    { when: offers > 0, name: 'offers', icon: 'i-lucide-file-pen-line', text: t('office.wait.offers', { n: offers }), loud: false },
    { when: unsigned > 0, name: 'unsigned', icon: 'i-lucide-signature', text: t('office.wait.unsigned', { n: unsigned }), loud: false },
  ].filter((each) => each.when)
}
