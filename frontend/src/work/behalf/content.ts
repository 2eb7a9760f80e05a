import type { Category, DraftContent, Remedy } from '@/shared/api'
import { TARGETS } from '../actions/steps'
import { parseYuan } from '@/shared/format/money'

/** What the page holds: text as typed, so that nothing is lost on the way to a draft. */
export interface Sheet {
  name: string
  phone: string
  category: string
  statement: string
  happened_on: string
  title: string
  number: string
  paid: string
  paid_on: string
  received_on: string
  merchant: string
  organisation: string
  credit_code: string
  /** `none`, or who has it. */
  elsewhere: string
  case_number: string
  case_day: string
  wishes: { remedy: string; amount: string }[]
}

export function emptySheet(): Sheet {
  return {
    name: '', phone: '', category: '', statement: '', happened_on: '', title: '', number: '', paid: '', paid_on: '',
    received_on: '', merchant: '', organisation: '', credit_code: '', elsewhere: '', case_number: '', case_day: '',
    wishes: [{ remedy: '', amount: '' }],
  }
}

/** The draft that a sheet says; what cannot be read yet is left out. */
export function contentOf(sheet: Sheet): DraftContent {
  return {
    category: text(sheet.category) as Category | undefined,
    statement: text(sheet.statement),
    happened_on: text(sheet.happened_on),
    order: {
      title: text(sheet.title), number: text(sheet.number), paid_fen: fen(sheet.paid),
      paid_on: text(sheet.paid_on), received_on: text(sheet.received_on),
    },
    merchant: { organisation: text(sheet.organisation), name: text(sheet.merchant), credit_code: text(sheet.credit_code) },
    remedies: sheet.wishes.filter((wish) => wish.remedy).map((wish) => ({ remedy: wish.remedy as Remedy, amount_fen: fen(wish.amount) })),
    elsewhere: elsewhereOf(sheet),
    on_behalf: { name: sheet.name.trim(), phone: sheet.phone.replace(/\s/g, '') },
  }
}

/** The sheet of a draft that was begun earlier. */
export function sheetOf(content: DraftContent): Sheet {
  const { order, merchant, on_behalf } = content
  return {
    ...emptySheet(),
    name: on_behalf?.name ?? '', phone: on_behalf?.phone ?? '',
    category: content.category ?? '', statement: content.statement ?? '', happened_on: content.happened_on ?? '',
    title: order?.title ?? '', number: order?.number ?? '', paid: yuanOf(order?.paid_fen), paid_on: order?.paid_on ?? '',
    received_on: order?.received_on ?? '', merchant: merchant?.name ?? '', organisation: merchant?.organisation ?? '',
    credit_code: merchant?.credit_code ?? '', ...caseOf(content.elsewhere),
    wishes: content.remedies?.length
      ? content.remedies.map((wish) => ({ remedy: wish.remedy, amount: yuanOf(wish.amount_fen) }))
      : emptySheet().wishes,
  }
}

export type SheetFault = 'phone' | 'paid' | `amount_${number}`

/** What is written but cannot be read. What is missing is the server's to say. */
export function unreadable(sheet: Sheet): SheetFault[] {
  const faults: SheetFault[] = []
  if (sheet.phone && !/^1\d{10}$/.test(sheet.phone.replace(/\s/g, ''))) faults.push('phone')
  if (bad(sheet.paid)) faults.push('paid')
  sheet.wishes.forEach((wish, n) => { if (bad(wish.amount)) faults.push(`amount_${n}`) })
  return faults
}

function elsewhereOf(sheet: Sheet): DraftContent['elsewhere'] {
  const target = TARGETS.find((each) => each === sheet.elsewhere)
  if (target) return { cases: [{ target, number: text(sheet.case_number), accepted_on: text(sheet.case_day) }] }
  return sheet.elsewhere === 'none' ? { none: true } : undefined
}

function caseOf(elsewhere: DraftContent['elsewhere']): Pick<Sheet, 'elsewhere' | 'case_number' | 'case_day'> {
  const first = elsewhere?.cases?.[0]
  return {
    elsewhere: first?.target ?? (elsewhere?.none ? 'none' : ''),
    case_number: first?.number ?? '',
    case_day: first?.accepted_on ?? '',
  }
}

function bad(yuan: string): boolean {
  return yuan.trim() !== '' && typeof parseYuan(yuan) === 'string'
}

function fen(yuan: string): number | undefined {
  const read = yuan.trim() === '' ? undefined : parseYuan(yuan)
  return typeof read === 'number' ? read : undefined
}

function yuanOf(amount: number | null | undefined): string {
  return amount === null || amount === undefined ? '' : (amount / 100).toFixed(2)
}

function text(value: string): string | undefined {
  return value.trim() || undefined
}
