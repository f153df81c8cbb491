// The build of the webmail: signing in, the webmail itself, and the frame that shows HTML messages. Sources are read where they
// stand; the sizes that a browser loads first are held to their budget by cli/clients/build-client.ts.

import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** react-aria brings its own few words in thirty languages; the webmail speaks two. */
const twoLanguages: Plugin = {
  name: 'two-languages',
  load(id) {
    const [, language = null] = /react-aria.*\/intl\/[^?]*\/([a-z]{2})-[A-Z]{2}\.m?js/.exec(id) ?? []
    return language === null || language === 'fr' || language === 'en' ? null : 'export default {}'
  },
}

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [twoLanguages, react()],
  build: {
    outDir: 'built',
    emptyOutDir: true,
    manifest: true,
    target: 'baseline-widely-available',
    // Nothing inline: the browser is told to run and show files alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        webmail: join(import.meta.dirname, 'index.html'),
        entrance: join(import.meta.dirname, 'entrance.html'),
        frame: join(import.meta.dirname, 'frame.html'),
      },
    },
  },
})
