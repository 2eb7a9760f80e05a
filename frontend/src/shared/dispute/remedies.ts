/** What can be asked for or promised, as people look for it. */
export const remedyGroups = {
  money: ['refund_full', 'return_refund', 'refund_no_return', 'refund_part', 'price_diff', 'deposit_back', 'promised_comp'],
  goods: ['replace', 'repair', 'reship', 'redo', 'perform'],
  damages: ['damages', 'freight', 'punitive_3x', 'punitive_10x'],
  other: ['invoice', 'apology', 'explain', 'delete_data', 'stop', 'cancel_contract'],
} as const

export const remedies: readonly string[] = Object.values(remedyGroups).flat()

const money = new Set<string>([...remedyGroups.money, ...remedyGroups.damages])

/** Whether a remedy is paid in money, so that an amount belongs to it. */
export function isMoney(remedy: string): boolean {
  return money.has(remedy)
}
