import { createRouter, createWebHistory } from 'vue-router'
import { t, textsReady, type Key } from '@/shared/i18n'
import { loggedIn, me, ownShops, whoAmI } from '@/shared/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's title. */
    title?: Key
    /** Whether only somebody logged in may see it. */
    mine?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: () => import('@/public/HomePage.vue'), meta: { title: 'common.app.home' } },
    { path: '/login', component: () => import('./pages/LoginPage.vue'), meta: { title: 'common.app.login' } },
    { path: '/first', component: () => import('./pages/FirstPage.vue'), meta: { mine: true } },
    { path: '/file/:draft?', component: () => import('./pages/FilePage.vue'), meta: { title: 'common.app.file' } },
    { path: '/disputes', component: () => import('./pages/DisputesPage.vue'), meta: { title: 'common.app.disputes', mine: true } },
    { path: '/disputes/:id', component: () => import('./pages/DisputePage.vue'), meta: { mine: true } },
    { path: '/shop', component: () => import('./shop/ShopPage.vue'), meta: { mine: true }, beforeEnter: ownShop },
    {
      path: '/shop/:shop',
      component: () => import('./shop/ShopPage.vue'),
      meta: { title: 'common.app.shop', mine: true },
      children: [
        { path: '', component: () => import('./shop/ShopList.vue') },
        { path: 'record', component: () => import('./shop/ShopRecord.vue') },
        { path: 'staff', component: () => import('./shop/ShopStaff.vue') },
      ],
    },
    { path: '/invite', component: () => import('./pages/InvitePage.vue') },
    { path: '/r', component: () => import('./pages/LinkPage.vue') },
    { path: '/account', component: () => import('./pages/AccountPage.vue'), meta: { title: 'common.app.account', mine: true } },
    { path: '/notices', component: () => import('./pages/NoticesPage.vue'), meta: { title: 'common.app.notices', mine: true } },
    { path: '/rules', component: () => import('@/public/RulesPage.vue'), meta: { title: 'common.app.rules' } },
    { path: '/check/:code?', component: () => import('@/public/CheckPage.vue'), meta: { title: 'common.app.check' } },
    { path: '/law', component: () => import('@/public/LawPage.vue'), meta: { title: 'common.app.law' } },
    { path: '/:rest(.*)*', component: () => import('@/public/NotFoundPage.vue'), meta: { title: 'common.page.not_found' } },
  ],
  scrollBehavior: (to, from, saved) => {
    if (saved) return saved
    return to.path === from.path ? undefined : { top: 0 }
  },
})

/** Whoever works in a shop begins at the first of theirs. */
function ownShop() {
  const first = ownShops.value[0]
  return first ? `/shop/${first.id}` : '/disputes'
}

/** Somebody who must log in or do something else first comes back to where they wanted to go. */
router.beforeEach(async (to) => {
  if (!to.meta.mine) return true
  try {
    await whoAmI()
  } catch {
    return true
  }
  const query = { to: to.fullPath }
  if (!loggedIn.value) return { path: '/login', query }
  return me.value.first && to.path !== '/first' ? { path: '/first', query } : true
})

router.beforeResolve(async () => {
  await textsReady().catch(() => undefined)
})

router.afterEach((to, from) => {
  if (to.meta.title && to.path !== from.path) document.title = `${t(to.meta.title)} · ${t('common.app.name')}`
})
