// A real browser for the tests that look: Debian's Chromium, kept on the loopback. Pictures in every width and theme,
// axe with all its rules, and a sheet with all pictures side by side.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export const widths = { desk: [1440, 900], small: [1024, 768], phone: [390, 844] } as const
export type Width = keyof typeof widths

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained of: errors of scripts, files that a policy refused; and hosts that are not ours. */
  readonly complaints: readonly string[]
}

/** A visitor with cookies of their own; the clock of the page may be set by `context.clock`. */
export async function visit(browser: Browser, origin: string, width: Width = 'desk'): Promise<Visit> {
  const [inline, block] = widths[width]
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: inline, height: block },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    hasTouch: width === 'phone',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('request', (request) => {
    const from = new URL(request.url())
    const own = from.origin === origin || from.protocol === 'data:' || from.protocol === 'blob:'
    if (!own) complaints.push(`asked ${from.host}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // An answer of 4xx that a screen asked for is said by the screen, not by the browser.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, context, complaints, [Symbol.asyncDispose]: () => context.close() }
}

/** What axe finds wrong, one line each; nothing where all is well. No rule is switched off. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
}

export interface Album {
  readonly folder: string
  readonly page: Page
}

/** The page as it is now, in every width and both themes, as `<name>-<width>-<theme>.png`. */
export async function takePictures({ folder, page }: Album, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()
  for (const width of Object.keys(widths) as Width[]) {
    const [inline, block] = widths[width]
    await page.setViewportSize({ width: inline, height: block })
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme })
      await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`), animations: 'disabled' })
    }
  }
  await page.emulateMedia({ colorScheme: null })
  if (before !== null) await page.setViewportSize(before)
}

/** One HTML page for each width and theme with every picture of the folder, in order of name. */
export async function writeContactSheets(folder: string): Promise<readonly string[]> {
  const pictures = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort()
  const sheets: string[] = []
  for (const width of Object.keys(widths) as Width[]) {
    for (const theme of ['light', 'dark'] as const) {
      const ending = `-${width}-${theme}.png`
      const shown = pictures.filter((file) => file.endsWith(ending))
      const sheet = join(folder, `sheet-${width}-${theme}.html`)
      await writeFile(sheet, sheetOf(shown, ending))
      sheets.push(sheet)
    }
  }
  return sheets
}

const sheetOf = (pictures: readonly string[], ending: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every screen${ending.replace('.png', '')}</title>
<style>body{margin:16px;font:14px sans-serif;display:grid;grid-template-columns:repeat(auto-fill,minmax(440px,1fr));gap:16px}
figure{margin:0}img{width:100%;border:1px solid #888}</style>
${pictures.map((file) => `<figure><img src="${file}" alt=""><figcaption>${file.replace(ending, '')}</figcaption></figure>`).join('\n')}
</html>
`
