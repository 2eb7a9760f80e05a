import '@/shared/theme'
import '@/shared/i18n/areas/common'
import '@/shared/i18n/areas/dispute'
import '@/shared/i18n/areas/queue'
import '@/shared/i18n/areas/work'
import './work.css'
import ui from '@nuxt/ui/vue-plugin'
import { createApp } from 'vue'
import { textsReady } from '@/shared/i18n'
import App from './App.vue'
import { createWorkRouter } from './routes'

// Whoever works by keys is not there before the page is.
void import('@/shared/focus').then(({ keepFocus }) => keepFocus(), () => undefined)
void textsReady().finally(() => createApp(App).use(createWorkRouter()).use(ui).mount('#app'))
