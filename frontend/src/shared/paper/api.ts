/** What is asked about documents and their wording; apart, so that other pages need not load it. */
import { base, get, post, type Id, type PaperCheck, type PaperRow, type WordingFound, type WordingText } from '@/shared/api'

export const papers = {
  list: (dispute: Id) => get<{ items: PaperRow[] }>(`/disputes/${dispute}/documents`),
  file: (id: Id, lang?: 'en') => `${base}/documents/${id}/file${lang ? `?lang=${lang}` : ''}`,
  byCode: (code: string) => get<PaperCheck>(`/check/${encodeURIComponent(code)}`),
  byFile: (sha256: string) => get<PaperCheck>(`/check/file/${sha256}`),
  wording: (texts: WordingText[]) => post<{ texts: WordingFound[] }>('/wording', { texts }),
}
