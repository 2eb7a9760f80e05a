import type { Key } from '@/shared/i18n'
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    title?: Key
  }
}

/** Pages are read when they are opened; the queue is what most people open first. */
export const ROUTES: RouteRecordRaw[] = [
  {
    path: '/work',
    component: () => import('./shell/WorkShell.vue'),
    children: [
      { path: '', name: 'queue', component: () => import('./queue/QueuePage.vue'), meta: { title: 'work.queue.title' } },
      { path: 'disputes/:id', name: 'dispute', component: () => import('./dispute/DisputePage.vue'), meta: { title: 'work.dispute.title' } },
      { path: 'supervise', name: 'supervise', component: () => import('./supervise/SupervisePage.vue'), meta: { title: 'queue.supervise.title' } },
      { path: 'tags', name: 'tags', component: () => import('./supervise/TagsPage.vue'), meta: { title: 'queue.tags' } },
      { path: 'file', name: 'file', component: () => import('./behalf/FilePage.vue'), meta: { title: 'work.behalf.title' } },
      { path: 'cases', name: 'cases', component: () => import('./mediate/CasesPage.vue'), meta: { title: 'work.mediate.cases' } },
      { path: 'sessions', name: 'sessions', component: () => import('./mediate/SessionsPage.vue'), meta: { title: 'work.mediate.sessions' } },
      { path: 'mediators', name: 'mediators', component: () => import('./mediate/MediatorsPage.vue'), meta: { title: 'work.mediate.mediators' } },
      { path: 'figures', name: 'figures', component: () => import('./mediate/FiguresPage.vue'), meta: { title: 'work.mediate.figures' } },
      { path: 'own', name: 'own', component: () => import('./desk/OwnPage.vue'), meta: { title: 'work.own.title' } },
      { path: 'notices', name: 'notices', component: () => import('./notices/NoticesPage.vue'), meta: { title: 'work.notices.title' } },
      { path: 'admin/steps', name: 'steps', component: () => import('./admin/StepsPage.vue'), meta: { title: 'work.steps.title' } },
      { path: 'admin/outbox', name: 'outbox', component: () => import('./admin/OutboxPage.vue'), meta: { title: 'work.outbox.title' } },
      { path: 'admin/dead', name: 'dead', component: () => import('./admin/DeadPage.vue'), meta: { title: 'work.dead.title' } },
      { path: 'admin/audit', name: 'audit', component: () => import('./admin/AuditPage.vue'), meta: { title: 'work.audit.title' } },
      { path: 'admin/health', name: 'health', component: () => import('./admin/HealthPage.vue'), meta: { title: 'work.health.title' } },
      { path: 'admin/duty', name: 'duty', component: () => import('./admin/DutyPage.vue'), meta: { title: 'work.duty.title' } },
      { path: 'texts', name: 'texts', component: () => import('./texts/TextsPage.vue'), meta: { title: 'work.texts.title' } },
      { path: 'admin/registry', name: 'registry', component: () => import('./admin/RegistryPage.vue'), meta: { title: 'work.registry.title' } },
      { path: 'admin/terms', name: 'terms', component: () => import('./admin/TermsPage.vue'), meta: { title: 'work.terms.title' } },
      { path: 'admin/calendar', name: 'calendar', component: () => import('./admin/CalendarPage.vue'), meta: { title: 'work.calendar.title' } },
      { path: 'admin/organisations', name: 'organisations', component: () => import('./admin/OrganisationsPage.vue'), meta: { title: 'work.organisations.title' } },
      { path: 'admin/organisations/:id', name: 'organisation', component: () => import('./admin/OrganisationPage.vue'), meta: { title: 'work.organisations.title' } },
      { path: ':rest(.*)*', name: 'missing', component: () => import('./shell/MissingPage.vue'), meta: { title: 'work.missing.title' } },
    ],
  },
]

export function createWorkRouter() {
  return createRouter({ history: createWebHistory(), routes: ROUTES })
}
