/** The pages of the desk beside the queue, for the way around and the palette. */
import type { Key } from '@/shared/i18n'

export interface DeskPage {
  name: string
  icon: string
  title: Key
}

export const DAILY = [
  { name: 'notices', icon: 'i-lucide-bell', title: 'work.notices.title' },
  { name: 'texts', icon: 'i-lucide-notebook-text', title: 'work.texts.title' },
  { name: 'own', icon: 'i-lucide-sliders-horizontal', title: 'work.own.title' },
] as const satisfies readonly DeskPage[]

export const SERVICE = [
  { name: 'file', icon: 'i-lucide-file-plus-2', title: 'work.behalf.title' },
] as const satisfies readonly DeskPage[]

export const SUPERVISORS = [
  { name: 'tags', icon: 'i-lucide-tags', title: 'queue.tags' },
  { name: 'supervise', icon: 'i-lucide-chart-no-axes-column', title: 'queue.supervise.title' },
] as const satisfies readonly DeskPage[]

export const MEDIATION = [
  { name: 'cases', icon: 'i-lucide-inbox', title: 'work.mediate.cases' },
  { name: 'sessions', icon: 'i-lucide-calendar-days', title: 'work.mediate.sessions' },
  { name: 'figures', icon: 'i-lucide-chart-column', title: 'work.mediate.figures' },
] as const satisfies readonly DeskPage[]

export const REGISTRARS = [
  { name: 'mediators', icon: 'i-lucide-users-round', title: 'work.mediate.mediators' },
] as const satisfies readonly DeskPage[]

export const ADMINISTRATORS = [
  { name: 'steps', icon: 'i-lucide-list-checks', title: 'work.steps.title' },
  { name: 'organisations', icon: 'i-lucide-building-2', title: 'work.organisations.title' },
  { name: 'outbox', icon: 'i-lucide-mails', title: 'work.outbox.title' },
  { name: 'dead', icon: 'i-lucide-mail-warning', title: 'work.dead.title' },
  { name: 'duty', icon: 'i-lucide-calendar-clock', title: 'work.duty.title' },
  { name: 'registry', icon: 'i-lucide-table-2', title: 'work.registry.title' },
  { name: 'terms', icon: 'i-lucide-timer', title: 'work.terms.title' },
  { name: 'calendar', icon: 'i-lucide-calendar-days', title: 'work.calendar.title' },
  { name: 'audit', icon: 'i-lucide-scroll-text', title: 'work.audit.title' },
  { name: 'health', icon: 'i-lucide-heart-pulse', title: 'work.health.title' },
] as const satisfies readonly DeskPage[]
