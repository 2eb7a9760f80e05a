/** Money is a whole number of fen. Nothing here passes through a fraction. */

const largest = 10_000_000_000_00

export type YuanRefused = 'not_a_number' | 'too_many_decimals' | 'too_large'

/** Reads what a person typed as yuan: `1,299.5`, `￥１２９９`, `1299元`. */
export function parseYuan(text: string): number | YuanRefused {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，¥元]/g, '')
    .replace('。', '.')
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(plain)
  const whole = parts?.[1] ?? ''
  const fraction = parts?.[2] ?? ''
  if (!parts || whole + fraction === '') return 'not_a_number'
  if (fraction.length > 2) return 'too_many_decimals'
  if (whole.replace(/^0+/, '').length > 12) return 'too_large'
  const fen = Number(whole || '0') * 100 + Number(fraction.padEnd(2, '0'))
  return fen > largest ? 'too_large' : fen
}

/** The plain digits for an input: `1299.00`. */
export function yuanDigits(fen: number): string {
  const abs = Math.abs(fen)
  const rest = abs % 100
  const sign = fen < 0 ? '-' : ''
  return `${sign}${(abs - rest) / 100}.${String(rest).padStart(2, '0')}`
}

/** For reading: `¥1,299.00`. */
export function yuan(fen: number): string {
  const [whole = '0', fraction = '00'] = yuanDigits(Math.abs(fen)).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}¥${grouped}.${fraction}`
}
