// The build of the frame that shows HTML messages: one page that loads nothing. Sandboxed, it belongs to no origin, and Chromium keeps
// nothing of what such a page fetches: its script, style and font would come from the content host anew for each message.

import { defineConfig, type Plugin, type Rolldown } from 'vite'

/** So that no text of a script ends it, or begins what ends elsewhere. In a string or a regular expression the two read alike. */
const withinScript = (code: string): string => code.replaceAll(/<(?=!--|\/?script)/gi, '\\x3C')

const wholePage: Plugin = {
  name: 'whole-page',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const { page, script, style } = filesOf(bundle)
      const written = String(page.source)
        .replace(/<script [^>]*><\/script>/, '')
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${String(style.source).trim()}</style>`)
        .replace('</body>', () => `<script type="module">${withinScript(script.code.trim())}</script></body>`)
      if (/<(?:script|link)[^>]* (?:src|href)=/.test(written)) this.error('the frame loads something')
      if (!/<style>.*<script type="module">/s.test(written))
        this.error('the frame has no style, or no script')
      page.source = written
      delete bundle[script.fileName]
      delete bundle[style.fileName]
    },
  },
}

/** Throws where there is more than one page, one script and one style. */
function filesOf(bundle: Rolldown.OutputBundle): {
  readonly page: Rolldown.OutputAsset
  readonly style: Rolldown.OutputAsset
  readonly script: Rolldown.OutputChunk
} {
  const all = Object.values(bundle)
  const assets = all.filter((file) => file.type === 'asset')
  const [script] = all.filter((file) => file.type === 'chunk')
  const page = assets.find(({ fileName }) => fileName === 'frame.html')
  const style = assets.find(({ fileName }) => fileName.endsWith('.css'))
  if (page === undefined || script === undefined || style === undefined || all.length > 3)
    throw new Error(`the frame is made of ${all.map(({ fileName }) => fileName).join(', ')}`)
  return { page, script, style }
}

export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  plugins: [wholePage],
  build: {
    outDir: '../built',
    // Beside the webmail, which is built first.
    emptyOutDir: false,
    target: 'baseline-widely-available',
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { frame: 'frame.html' },
      output: { codeSplitting: false },
    },
  },
})
