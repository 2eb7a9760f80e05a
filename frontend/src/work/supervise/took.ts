import { t } from '@/shared/i18n'

/** A span of working time as people say it. */
export function took(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return '—'
  return minutes < 120 ? t('queue.supervise.minutes', { n: minutes }) : t('queue.supervise.hours', { n: Math.round(minutes / 6) / 10 })
}
