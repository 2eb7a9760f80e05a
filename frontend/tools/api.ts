/** The types of the API, generated from the description that the server publishes. */
import { readFileSync, writeFileSync } from 'node:fs'
import openapiTS, { astToString, COMMENT_HEADER, type OpenAPI3 } from 'openapi-typescript'

const here = (path: string) => new URL(path, import.meta.url)

export const kept = here('../src/shared/api/schema.d.ts')

export async function generate(): Promise<string> {
  const text = readFileSync(here('../../tests/it/published/openapi.json'), 'utf8')
  const document = JSON.parse(text) as OpenAPI3 & { components: { schemas: Record<string, object> } }
  const { schemas } = document.components
  // A schema that only a query parameter names is not always listed; on the wire it is text.
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) schemas[name] ??= { type: 'string' }
  // Handlers of two resources may share a name, and nothing here goes by it.
  for (const path of Object.values(document.paths ?? {})) for (const operation of Object.values(path)) delete operation.operationId
  return COMMENT_HEADER + astToString(await openapiTS(document))
}

export async function write(): Promise<void> {
  writeFileSync(kept, await generate())
}
