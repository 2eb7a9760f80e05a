/** The filing as a form: every part is there, empty where nothing was typed. */
import type { DraftContent, ElsewhereCase, RemedyWish } from '@/shared/api'
import type { Facts } from '@/shared/law/facts'

/** Somebody against whom the dispute is. */
export interface NamedForm {
  organisation: string | null
  name: string
  credit_code: string
  address: string
  phone: string
  email: string
}

export interface FilingForm {
  category: string
  overlays: string[]
  statement: string
  happened_on: string | null
  order: {
    number: string
    title: string
    paid_fen: number | null
    paid_on: string | null
    received_on: string | null
    quantity: number | null
  }
  merchant: NamedForm
  /** Who is to answer beside the shop. */
  others: NamedForm[]
  remedies: RemedyWish[]
  elsewhere: { none: boolean | null; cases: ElsewhereCase[] }
  /** What else the law asked for. */
  facts: Facts
}

export function toForm(content: DraftContent): FilingForm {
  const order = content.order ?? {}
  return {
    category: content.category ?? '',
    overlays: [...(content.overlays ?? [])],
    statement: content.statement ?? '',
    happened_on: content.happened_on ?? null,
    order: {
      number: order.number ?? '',
      title: order.title ?? '',
      paid_fen: order.paid_fen ?? null,
      paid_on: order.paid_on ?? null,
      received_on: order.received_on ?? null,
      quantity: order.quantity ?? null,
    },
    merchant: named(content.merchant),
    others: (content.others ?? []).map(named),
    remedies: (content.remedies ?? []).map((wish) => ({ ...wish })),
    elsewhere: { none: content.elsewhere?.none ?? null, cases: (content.elsewhere?.cases ?? []).map((each) => ({ ...each })) },
    facts: { ...((content.facts ?? {}) as Facts) },
  }
}

/** One more, or the shop, with every part. */
export function named(content: DraftContent['merchant']): NamedForm {
  return {
    organisation: content?.organisation ?? null,
    name: content?.name ?? '',
    credit_code: content?.credit_code ?? '',
    address: content?.address ?? '',
    phone: content?.phone ?? '',
    email: content?.email ?? '',
  }
}

/** What is sent and kept: only what was filled in. */
export function toContent(form: FilingForm): DraftContent {
  return (tidy(form) ?? {}) as DraftContent
}

/** Whether nothing at all was filled in. */
export function isEmpty(content: DraftContent): boolean {
  return tidy(content) === undefined
}

function tidy(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return undefined
  if (Array.isArray(value)) {
    const kept = value.map(tidy).filter((each) => each !== undefined)
    return kept.length > 0 ? kept : undefined
  }
  if (typeof value !== 'object') return value
  const kept = Object.entries(value)
    .map(([name, each]) => [name, tidy(each)] as const)
    .filter(([, each]) => each !== undefined)
  return kept.length > 0 ? Object.fromEntries(kept) : undefined
}
