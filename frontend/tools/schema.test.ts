// @vitest-environment node
import { readFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'
import { expect, test } from 'vitest'

const here = (path: string) => new URL(path, import.meta.url)

test('the types of the API are those that the server publishes (else `npm run api`)', async () => {
  const made = COMMENT_HEADER + astToString(await openapiTS(here('../../tests/it/published/openapi.json')))
  const kept = readFileSync(here('../src/shared/api/schema.d.ts'), 'utf8')
  expect(kept === made, 'schema.d.ts is not what openapi.json says').toBe(true)
}, 60_000)
