export const PHASES = ['first_response', 'awaiting_material', 'negotiation', 'mediation_consent', 'mediator_appointment', 'mediation', 'signing', 'performance', 'impasse', 'suspended', 'closed'] as const
export const CATEGORIES = ['delivery', 'return7', 'quality', 'fake', 'misrep', 'food', 'health', 'price', 'bigdata', 'bundle', 'default_consent', 'autorenew', 'deposit', 'prepaid', 'contract', 'service', 'aftersales', 'invoice', 'privacy', 'review', 'minor', 'safety', 'dignity', 'measure', 'out'] as const
export const REMEDIES = [
  'refund_full', 'refund_part', 'return_refund', 'refund_no_return', 'replace', 'repair', 'redo', 'reship', 'perform', 'price_diff', 'deposit_back',
  'freight', 'damages', 'punitive_3x', 'punitive_10x', 'promised_comp', 'invoice', 'apology', 'delete_data', 'stop', 'explain', 'cancel_contract',
] as const
