/** Texts to begin with, and what an example fills their places with; both in the language that is read. */
import { locale, t } from '@/shared/i18n'
import '@/shared/i18n/areas/texts'
import { VARIABLES } from './api'

export interface Starter {
  kind: string
  title: string
  body: string
  locale: string
}

const AGENT = ['received', 'evidence', 'wait'] as const
const MEDIATOR = ['opening', 'rules', 'caucus', 'agreement', 'ending'] as const
const KIND: Record<string, string> = { opening: 'opening', rules: 'opening', caucus: 'opening', agreement: 'agreement' }

/** What people of that kind of organisation may begin with; an empty sheet where it is not named. */
export function starters(kind: string): Starter[] {
  if (!kind) return [{ kind: 'reply', title: '', body: '', locale: locale.value }]
  const names = kind === 'mediation_body' ? MEDIATOR : AGENT
  return names.map((name) => ({ kind: KIND[name] ?? 'reply', title: t(`texts.starter.${name}.title`), body: places(t(`texts.starter.${name}.body`)), locale: locale.value }))
}

/** Catalogues keep single brackets for places, since braces are theirs. */
function places(text: string): string {
  return text.replace(/\[(\w+)\]/g, '{{$1}}')
}

/** Values of a dispute that nobody has, under every name of a place. */
export function examples(language: string): Record<string, string> {
  const sample = language === 'en' ? EN : ZH
  const named = VARIABLES.flatMap((name) => {
    const chinese = CHINESE[name]
    return [[name, sample[name]] as const, ...(chinese ? [[chinese, sample[name]] as const] : [])]
  })
  return Object.fromEntries(named)
}

type Values = Record<(typeof VARIABLES)[number], string>

const CHINESE: Values = { number: '争议编号', consumer: '消费者', shop: '商家', responder: '首问责任人', work_no: '工号', mediator: '调解员', body: '调解组织', platform: '平台', me: '本人姓名', deadline: '截止时间', today: '今天', order: '订单号', product: '商品', paid: '支付金额', claim: '请求金额' }
const ZH: Values = { number: 'HJ-2026-000123-X', consumer: '王女士', shop: '云山电器', responder: '陈客服', work_no: '1024', mediator: '周调解员', body: '青禾调解中心', platform: '和解在线', me: '李静', deadline: '12月8日 18:00', today: '2026年12月1日', order: '2026112800017', product: '电饭煲', paid: '¥399.00', claim: '¥399.00' }
const EN: Values = { ...ZH, consumer: 'Ms Wang', shop: 'Yunshan Appliances', responder: 'Chen', mediator: 'Mediator Zhou', body: 'Qinghe Mediation Centre', platform: 'Hejie Online', me: 'Li Jing', deadline: '8 December, 18:00', today: '1 December 2026', product: 'rice cooker' }
