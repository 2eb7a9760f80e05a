/// <reference types="vitest/config" />
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ui from '@nuxt/ui/vite'
import vue from '@vitejs/plugin-vue'
import Icons from 'unplugin-icons/vite'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `npm run dev` finds the server. */
const server = process.env.HEJIE_SERVER ?? 'http://127.0.0.1:8080'

/**
 * Two entries from one tree: `index.html` for the parties and the public, on our own kit and under
 * a strict content security policy; `work.html` for staff, on Nuxt UI.
 */
export default defineConfig({
  plugins: [
    vue(),
    // Brings Tailwind with it. Nothing is imported by itself: staff pages say what they use.
    ui({
      dts: false,
      autoImport: false,
      colorMode: false,
      // Only the components that are used bring their styles.
      experimental: { componentDetection: true },
      icon: { clientBundle: { scan: true } },
      ui: { colors: { primary: 'brand', neutral: 'slate' } },
    }),
    Icons({ compiler: 'vue3' }),
  ],
  resolve: {
    alias: [
      { find: '@', replacement: at('./src') },
      // Nuxt UI's icon component would ask a foreign host for an icon it lacks; the shim never does.
      { find: /^@iconify\/vue$/, replacement: at('./src/shared/iconify-offline.ts') },
    ],
  },
  build: {
    target: ['chrome111', 'safari16.4', 'firefox128'],
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: Object.fromEntries(
        ['index', 'work'].map((entry) => [entry, at(`./${entry}.html`)]).filter(([, path]) => existsSync(path ?? '')),
      ),
    },
  },
  server: {
    proxy: {
      '/api': { target: server, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
  },
})
