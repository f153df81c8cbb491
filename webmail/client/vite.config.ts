// The build of the webmail: signing in, the webmail itself, and the frame that shows a PDF; the one that shows HTML messages is built
// by itself (frame/vite.config.ts). Sources are read where they stand; the sizes that a browser loads first are held to their
// budget by cli/clients/build-client.ts.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type Rolldown } from 'vite'
import { barrelImports } from './barrel-imports.ts'

const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
const pdfjs = dirname(manifest)
const { version }: { readonly version: string } = JSON.parse(await readFile(manifest, 'utf8'))

/**
 * The page tells react-aria its language (ui/words/words.tsx), and both are written from left to right. To find that out by itself
 * it would ask for all that the browser knows of languages, which a phone needs long for.
 */
const knownOfPage: ReadonlyMap<string, string> = new Map([
  ['utils', 'export const isRTL = () => false'],
  [
    'useDefaultLocale',
    `const page = { locale: 'fr-FR', direction: 'ltr' }
     export const getDefaultLocale = () => page
     export const useDefaultLocale = getDefaultLocale`,
  ],
])

const knownMet = new Set<string>()

/** react-aria brings its own few words in thirty languages; the webmail speaks two. */
const twoLanguages: Plugin = {
  name: 'two-languages',
  load(id) {
    const [, asked = ''] = /react-aria\/dist\/private\/i18n\/(\w+)\.m?js/.exec(id) ?? []
    const known = knownOfPage.get(asked)
    if (known !== undefined) {
      knownMet.add(asked)
      return known
    }
    const [, language = null] = /react-aria.*\/intl\/[^?]*\/([a-z]{2})-[A-Z]{2}\.m?js/.exec(id) ?? []
    return language === null || language === 'fr' || language === 'en' ? null : 'export default {}'
  },
  generateBundle() {
    const unmet = [...knownOfPage.keys()].filter((name) => !knownMet.has(name))
    // Renamed there, it would be asked again before the first row, and nothing would say so.
    if (unmet.length > 0)
      this.error(`react-aria has no private/i18n/${unmet.join(' nor ')} any more: see knownOfPage`)
  },
}

/** pdf.js asks for what decodes the pictures of scanners by these names, once it meets one. */
const decodersOfPdf: Plugin = {
  name: 'decoders-of-pdf',
  async generateBundle() {
    for (const name of ['jbig2_nowasm_fallback.js', 'openjpeg_nowasm_fallback.js']) {
      const source = await readFile(join(pdfjs, 'wasm', name))
      this.emitFile({ type: 'asset', fileName: `assets/pdfjs-${version}/${name}`, source })
    }
  },
}

const pages = new Map([
  ['webmail', { page: 'index.html', begins: 'webmail.tsx' }],
  ['entrance', { page: 'entrance.html', begins: 'entrance.tsx' }],
])

/** What a page loads first comes in few files: each of thirty small ones would wait for its turn on the line. */
function firstFiles(id: string, context: Rolldown.ChunkingContext): string | null {
  const seen = new Set<string>()
  const climb = (each: string): void => {
    if (seen.has(each)) return
    seen.add(each)
    for (const importer of context.getModuleInfo(each)?.importers ?? []) climb(importer)
  }
  // Two languages share it, and would have a file of ten lines each.
  if (/\/ui\/format\/(plural|sentence)\.ts$/.test(id)) return 'first-webmail-entrance'
  climb(id)
  const at = (file: string) => join(import.meta.dirname, file)
  const begins = [...pages.values()].some((each) => [each.page, each.begins].map(at).includes(id))
  const of = [...pages].filter(([, { page }]) => seen.has(at(page))).map(([name]) => name)
  return begins || of.length === 0 ? null : `first-${of.join('-')}`
}

const words = new Map([
  ['/index.html', 'words/fr.ts'],
  ['/entrance.html', 'words/fr/entrance.ts'],
])

/** French words come with the page and not once it has looked which language is wanted. */
const frenchAtOnce: Plugin = {
  name: 'french-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { path, bundle = {} }) => {
      const module = words.get(path)
      const chunk = Object.values(bundle).find(
        (each) =>
          each.type === 'chunk' && module !== undefined && each.facadeModuleId?.endsWith(module) === true,
      )
      if (chunk?.type !== 'chunk') return []
      return [chunk.fileName, ...chunk.imports].map((file) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` },
      }))
    },
  },
}

/** Read by whoever opens the page without a network; the frames of the content host come with one alone. */
const filesOfShell: Plugin = {
  name: 'files-of-shell',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk')
      const page = chunks.find(
        ({ facadeModuleId }) => facadeModuleId === join(import.meta.dirname, 'index.html'),
      )
      const shell = chunks.find(({ fileName }) => fileName === 'shell.js')
      if (page === undefined || shell === undefined) throw new Error('there is no page, or no shell')
      const files = new Set<string>()
      const climb = (name: string): void => {
        const found = bundle[name]
        if (files.has(`/${name}`) || found === undefined) return
        files.add(`/${name}`)
        if (found.type !== 'chunk') return
        const { importedCss = [], importedAssets = [] } = found.viteMetadata ?? {}
        for (const each of [...found.imports, ...found.dynamicImports, ...importedCss, ...importedAssets])
          climb(each)
      }
      climb(page.fileName)
      const version = createHash('sha256')
        .update([...files].join())
        .digest('hex')
        .slice(0, 12)
      const code = shell.code
        .replace(/\[(["'`])shell-files\1\]/, JSON.stringify([...files]))
        .replace('shell-version', `shell-${version}`)
      if (!code.includes(page.fileName) || !code.includes(version)) throw new Error('the shell has no files')
      shell.code = code
    },
  },
}

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [barrelImports(), twoLanguages, frenchAtOnce, decodersOfPdf, react(), filesOfShell],
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
        pdf: join(import.meta.dirname, 'pdf.html'),
        shell: join(import.meta.dirname, 'offline/shell.ts'),
      },
      output: {
        // Browsers look for a newer one under the name that it had, and give it what lies below it.
        entryFileNames: ({ name }) => (name === 'shell' ? 'shell.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: firstFiles }],
        },
      },
    },
  },
})
