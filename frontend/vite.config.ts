/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import tailwind from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import Icons from 'unplugin-icons/vite'
import { defineConfig, type PluginOption } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The parts that every page of the parties loads. */
const everywhere =
  /node_modules|src\/shared\/(?:api|format\/time|i18n\/(?:index|areas\/common\.ts|zh\/common\.json)|session\.ts|task|theme|lazy|key)|src\/kit\/(?:KButton|KField|KErrors|KSkeleton|KToasts|field|toast)|src\/consumer\/(?:App|AppHeader|ConnectionBanner|live|router)/

/** Small parts that come together: apart they compress badly. */
const together = [
  { name: 'form', test: /src\/kit\/(?:KRadios|KCheck|KTextArea|KDay|KProgress)/ },
  { name: 'view', test: /src\/kit\/(?:KTabs|KDialog|KCallout|KEmpty|KBadge)/ },
]

/** Where `npm run dev` finds the server. */
const server = process.env.HEJIE_SERVER ?? 'http://127.0.0.1:8080'

/** Nuxt UI for the staff desk; it brings Tailwind with it. */
const nuxtUi = () =>
  ui({
    dts: false,
    // Nothing is imported by itself: staff pages say what they use.
    autoImport: false,
    colorMode: false,
    // Only the components that are used bring their styles.
    experimental: { componentDetection: true },
    // Lists of pages and steps name icons outside of templates.
    icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
    ui: { colors: { primary: 'brand', neutral: 'slate' } },
  })

/**
 * Two entries from one tree: `index.html` for the parties and the public, on our own kit and under
 * a strict content security policy; `work.html` for staff, on Nuxt UI. They are built apart
 * (`--mode parties`, `--mode staff`), so that a phone does not load the parts of Vue that only the
 * staff desk needs.
 */
export default defineConfig(({ mode }) => {
  const parties = mode === 'parties'
  const styles: PluginOption = parties ? tailwind() : nuxtUi()
  return {
    plugins: [vue(), styles, Icons({ compiler: 'vue3' })],
    // The parties' pages have no component in the older style of Vue.
    define: parties ? { __VUE_OPTIONS_API__: 'false' } : {},
    resolve: {
      alias: [
        { find: '@', replacement: at('./src') },
        // Nuxt UI's icon component would ask a foreign host for an icon it lacks; the shim never does.
        { find: /^@iconify\/vue$/, replacement: at('./src/shared/iconify-offline.ts') },
      ],
    },
    build: {
      target: ['chrome111', 'safari16.4', 'firefox128'],
      manifest: parties ? '.vite/parties.json' : '.vite/staff.json',
      // The parties' build comes first and sweeps up; see `build` in package.json.
      emptyOutDir: parties,
      copyPublicDir: parties,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 700,
      rolldownOptions: {
        input: at(parties ? './index.html' : './work.html'),
        // What every page needs goes in one piece: many small ones compress badly and cost round trips.
        output: parties ? { codeSplitting: { groups: [{ name: 'base', test: everywhere }, ...together] } } : {},
      },
    },
    server: { proxy: { '/api': { target: server, ws: true } } },
    test: {
      environment: 'happy-dom',
      include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
    },
  }
})
