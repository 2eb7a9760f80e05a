/** What the steps of a macro are made of, for the pages that write and show them. */
import type { MacroPreview, MacroStep } from './api'

export type StepKind = MacroStep['step']

export const KINDS: readonly StepKind[] = ['reply', 'ask_material', 'demand_evidence', 'tag', 'untag', 'assign', 'note', 'snooze', 'follow']

export const ICONS: Record<StepKind, string> = {
  reply: 'i-lucide-message-square', ask_material: 'i-lucide-file-question', demand_evidence: 'i-lucide-file-search', tag: 'i-lucide-tag', untag: 'i-lucide-tags',
  assign: 'i-lucide-user-check', note: 'i-lucide-lock', snooze: 'i-lucide-alarm-clock', follow: 'i-lucide-bell',
}

/** A step of a form: everything as text, whatever its kind. */
export interface StepDraft {
  key: number
  step: StepKind
  text: string
  note: string
  tag: string
  to: string
  hours: string
}

let last = 0

export function draftOf(step: MacroStep | { step: StepKind }): StepDraft {
  const has = step as Partial<Record<string, unknown>>
  const items = Array.isArray(has.items) ? has.items.join('\n') : ''
  last += 1
  return {
    key: last, step: step.step, text: String(has.text ?? items), note: String(has.note ?? ''), tag: String(has.tag ?? ''),
    to: String(has.to ?? ''), hours: String(has.hours ?? 24),
  }
}

export function stepOf(draft: StepDraft): MacroStep {
  const note = draft.note.trim() ? { note: draft.note.trim() } : {}
  const items = draft.text.split('\n').map((line) => line.trim()).filter(Boolean)
  switch (draft.step) {
    case 'reply':
    case 'note':
      return { step: draft.step, text: draft.text.trim() }
    case 'ask_material':
      return { step: 'ask_material', items, ...note }
    case 'demand_evidence':
      return { step: 'demand_evidence', items }
    case 'tag':
    case 'untag':
      return { step: draft.step, tag: draft.tag }
    case 'assign':
      return { step: 'assign', ...(draft.to ? { to: draft.to } : {}), ...note }
    case 'snooze':
      return { step: 'snooze', hours: Math.trunc(Number(draft.hours)) || 0 }
    case 'follow':
      return { step: 'follow' }
  }
}

/** The fault of each step that the server names by `/steps/1/text` or `/steps/1`; by the number of the step. */
export function faultsBySteps(fields: Record<string, string>): Map<number, string> {
  const found = Object.entries(fields).map(([name, said]) => [/^steps\.(\d+)/.exec(name)?.[1], said] as const)
  return new Map(found.filter(([at]) => at !== undefined).map(([at, said]) => [Number(at), said]))
}

/** A step as it would be done in one dispute. */
export interface StepLook {
  draft: StepDraft
  /** Whether it is to be done. */
  on: boolean
  /** The text as the preview filled it, to tell what its reader changed. */
  filled: string
  /** A place is open for which the dispute has nothing. */
  empty: boolean
  /** Why it would be refused, or nothing. */
  refused: string
}

/** The steps of a preview; what was changed or left out before it stays so. */
export function lookAgain(items: MacroPreview['items'], before: readonly StepLook[]): StepLook[] {
  return items.map(({ step, empty, problem }, at) => {
    const old = before[at]?.draft.step === step.step ? before[at] : undefined
    const draft = draftOf(step)
    const changed = old && old.draft.text !== old.filled
    return {
      draft: old ? { ...old.draft, text: changed ? old.draft.text : draft.text } : draft,
      on: old?.on ?? true,
      filled: draft.text,
      empty: empty.length > 0,
      refused: problem ? [problem.detail, problem.next].filter(Boolean).join(' ') : '',
    }
  })
}
