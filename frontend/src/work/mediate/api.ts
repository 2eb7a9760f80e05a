/** What registrars and mediators ask for at their desk. */
import { get, type Id, type Page } from '@/shared/api'
import type { components } from '@/shared/api/schema'

type Schemas = components['schemas']

/** The parts of a registrar's work, and of a mediator's. */
export const REGISTRAR_VIEWS = ['asked', 'appoint', 'decide', 'seal', 'running', 'ended'] as const
export const MEDIATOR_VIEWS = ['offered', 'mine', 'past'] as const
export type CaseView = (typeof REGISTRAR_VIEWS)[number] | (typeof MEDIATOR_VIEWS)[number]

/** The views of somebody's work; a registrar's first. */
export function viewsOf(roles: { registers: boolean; mediates: boolean }): CaseView[] {
  return [...(roles.registers ? REGISTRAR_VIEWS : []), ...(roles.mediates ? MEDIATOR_VIEWS : [])]
}

export type CaseRow = Schemas['CaseRow']
export type CaseCounts = Partial<Record<CaseView, number>>
/** A mediator of the body, with what is on their desk and what stands against them. */
export type MediatorLoad = Schemas['MediatorLoad']
/** A time in the calendar: of a session, or one that is asked for. */
export type CalendarSlot = Schemas['CalendarSlot']
export type Figures = Schemas['CaseFigures']
export type Conflict = MediatorLoad['conflicts'][number]

export const mediate = {
  counts: () => get<CaseCounts>('/mediate/counts'),
  cases: (view: CaseView, cursor?: string) => get<Page<CaseRow>>('/mediate/cases', { view, cursor }),
  mediators: (dispute?: Id) => get<{ items: MediatorLoad[] }>('/mediate/mediators', { dispute }),
  conflicts: (dispute: Id) => get<{ items: Conflict[] }>(`/mediate/disputes/${dispute}/conflicts`),
  /** The sessions of those days, in Beijing. */
  calendar: (from: string, until: string) => get<{ items: CalendarSlot[] }>('/mediate/sessions', { from, until }),
  figures: (from: string, until: string) => get<Figures>('/mediate/figures', { from, until }),
}
