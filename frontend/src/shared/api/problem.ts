/** Problem documents (RFC 9457): what went wrong, in words that the server has already translated. */

export interface FieldFault {
  pointer: string
  code: string
  detail?: string | null
}

export interface ProblemBody {
  type?: string
  title?: string
  status?: number
  detail?: string | null
  code?: string
  trace_id?: string
  errors?: FieldFault[] | null
  rule?: { id: string; source?: string } | null
  next?: string | null
  facts?: Record<string, unknown> | null
}

/** A refusal by the server, or by the way to it (`code` is then `offline` or `unreadable`). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors: readonly FieldFault[]
  readonly next: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly traceId: string

  constructor(status: number, body: ProblemBody) {
    super(body.title ?? body.code ?? String(status))
    this.name = 'Problem'
    this.status = status
    this.code = body.code ?? 'unreadable'
    this.detail = body.detail ?? ''
    this.errors = body.errors ?? []
    this.next = body.next ?? ''
    this.facts = body.facts ?? {}
    this.traceId = body.trace_id ?? ''
  }
}

/** Anything thrown, as a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(0, { code: 'offline' })
}

/** Messages by field: the pointer `/obligations/0/amount_fen` names the field `obligations.0.amount_fen`. */
export function byField(errors: readonly FieldFault[], say: (fault: FieldFault) => string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const fault of errors) fields[fieldName(fault.pointer)] ??= say(fault)
  return fields
}

/** The field's name of a JSON pointer (RFC 6901). */
export function fieldName(pointer: string): string {
  return pointer
    .replace(/^#?\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}
