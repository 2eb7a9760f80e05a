/** Sentences that the server has in both languages, in the reader's. */
import type { Bilingual } from '@/shared/api'
import { locale } from '@/shared/i18n'

export function say(text: Bilingual | null | undefined): string {
  if (!text) return ''
  return locale.value === 'en' ? text.en : text.zh
}
