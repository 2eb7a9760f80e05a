/** The steps of filing, which field stands on which, and what each needs before the next. */
import { isMoney } from '@/shared/dispute/remedies'
import type { FilingForm, NamedForm } from './form'

export const steps = ['what', 'order', 'want', 'evidence', 'elsewhere', 'review'] as const
export type Step = (typeof steps)[number]

const home: Readonly<Record<string, Step>> = {
  category: 'what',
  overlays: 'what',
  statement: 'what',
  happened_on: 'what',
  order: 'order',
  merchant: 'order',
  others: 'order',
  remedies: 'want',
  evidence: 'evidence',
  elsewhere: 'elsewhere',
}

/** The step on which a field stands. */
export function stepOf(field: string): Step {
  return home[field.split('.')[0] ?? ''] ?? 'review'
}

export type Lack =
  | 'category'
  | 'statement'
  | 'statement_short'
  | 'statement_long'
  | 'title'
  | 'merchant'
  | 'credit_code'
  | 'remedies'
  | 'amount'
  | 'elsewhere'
  | 'target'

/** What is lacking on a step, by field. The server has the last word when it is filed. */
export function lacks(step: Step, form: FilingForm, codeIsRight: (code: string) => boolean): Record<string, Lack> {
  const found: Record<string, Lack> = {}
  if (step === 'what') {
    if (!form.category) found.category = 'category'
    if (!form.statement.trim()) found.statement = 'statement'
    else if ([...form.statement.trim()].length < 10) found.statement = 'statement_short'
    else if ([...form.statement.trim()].length > 5000) found.statement = 'statement_long'
  }
  if (step === 'order') {
    if (!form.order.title.trim()) found['order.title'] = 'title'
    const all = [['merchant', form.merchant], ...form.others.map((one, index) => [`others.${index}`, one])] as [string, NamedForm][]
    for (const [at, one] of all) {
      if (!one.organisation && !one.name.trim()) found[`${at}.name`] = 'merchant'
      if (one.credit_code && !codeIsRight(one.credit_code)) found[`${at}.credit_code`] = 'credit_code'
    }
  }
  if (step === 'want') {
    if (form.remedies.length === 0) found.remedies = 'remedies'
    form.remedies.forEach((wish, index) => {
      if (isMoney(wish.remedy) && !wish.amount_fen) found[`remedies.${index}.amount_fen`] = 'amount'
    })
  }
  if (step === 'elsewhere' && form.elsewhere.none === null && form.elsewhere.cases.length === 0) found.elsewhere = 'elsewhere'
  return found
}

/** The categories as people look for them. */
export const categoryGroups = {
  goods: ['quality', 'misrep', 'fake', 'measure'],
  arrive: ['delivery', 'return7', 'aftersales'],
  body: ['food', 'health'],
  money: ['price', 'deposit', 'prepaid', 'invoice', 'bigdata'],
  forced: ['autorenew', 'default_consent', 'bundle', 'contract'],
  service: ['service'],
  person: ['safety', 'privacy', 'minor', 'dignity', 'review'],
  none: ['out'],
} as const
export type CategoryGroup = keyof typeof categoryGroups

export function groupOf(category: string): CategoryGroup | '' {
  for (const [group, members] of Object.entries(categoryGroups)) {
    if ((members as readonly string[]).includes(category)) return group as CategoryGroup
  }
  return ''
}
