/** The unified social credit code (GB 32100-2015): 18 signs, the last of which checks the others. */

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** As it is written officially: half width, capitals, no spaces. */
export function normalCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

export function isCreditCode(text: string): boolean {
  const code = normalCreditCode(text)
  if (code.length !== 18) return false
  let sum = 0
  let weight = 1
  for (const sign of code.slice(0, 17)) {
    const value = signs.indexOf(sign)
    if (value < 0) return false
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return signs[(31 - (sum % 31)) % 31] === code[17]
}
