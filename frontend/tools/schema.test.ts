// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generate, kept, write } from './api'

test('the types of the API are those that the server publishes', async () => {
  if (process.env.UPDATE_API) await write()
  const same = (await generate()) === readFileSync(kept, 'utf8')
  expect(same, 'schema.d.ts is older than openapi.json: run `npm run api`').toBe(true)
}, 60_000)
