/** Whatever the server names by a code is said in words somewhere. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Texts = Record<string, unknown>

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
/** Every entry that a log can have, by its code. */
const kinds = [...read('../../src/domain/dispute/event/kind.rs').matchAll(/Self::\w+(?: \{ \.\. \})? => "(\w+)"/g)].map((match) => match[1] ?? '')

it.each(['zh', 'en'])('every entry of a log can be said in %s', (lang) => {
  const whole = JSON.parse(read(`../src/shared/i18n/${lang}/dispute.json`)) as { fact?: Texts }
  const said = Object.keys({ ...whole.fact, ...(JSON.parse(read(`../src/shared/i18n/${lang}/dispute.fact.json`)) as Texts) })
  expect(kinds.length).toBeGreaterThan(50)
  expect(kinds.filter((kind) => !said.some((key) => key === kind || key.startsWith(`${kind}_`)))).toEqual([])
})

it.each(['zh', 'en'])('everything that can be done has a name in %s', (lang) => {
  const api = JSON.parse(read('../../tests/it/published/openapi.json')) as { components: { schemas: Record<string, { enum?: string[] }> } }
  const verbs = Object.values(api.components.schemas).find((schema) => schema.enum?.includes('choose_session'))?.enum ?? []
  const named = { ...(JSON.parse(read(`../src/shared/i18n/${lang}/common.verb.json`)) as Texts), ...(JSON.parse(read(`../src/shared/i18n/${lang}/rules.json`)) as { verb: Texts }).verb }
  expect(verbs.length).toBeGreaterThan(50)
  expect(verbs.filter((verb) => !(verb in named))).toEqual([])
})
