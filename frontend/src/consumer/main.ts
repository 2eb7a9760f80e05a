/** The entry of the parties and the public. */
import { createApp } from 'vue'
import '@/shared/theme'
import '@/shared/i18n/areas/common'
import { textsReady } from '@/shared/i18n'
import App from './App.vue'
import './consumer.css'
import { router } from './router'

await textsReady().catch(() => undefined)
// Whoever works by keys is not there before the page is.
void import('@/shared/focus').then(({ keepFocus }) => keepFocus(), () => undefined)
createApp(App).use(router).mount('#app')
