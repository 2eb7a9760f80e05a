import { locale } from '../i18n'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `2.4 MB` */
export function fileSize(bytes: number): string {
  let value = bytes
  let step = 0
  while (value >= 1024 && step < units.length - 1) {
    value /= 1024
    step += 1
  }
  return new Intl.NumberFormat(locale.value, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(value)
}
