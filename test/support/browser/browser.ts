// A real browser for the tests that look: Debian's Chromium, kept on the loopback. Pictures in every width and theme, and a sheet with
// all of them side by side.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type Browser, type BrowserContext, chromium, type Download, type Page } from 'playwright-core'

export const widths = { desk: [1440, 900], small: [1024, 768], phone: [390, 844] } as const
export type Width = keyof typeof widths

export const browserOptions = {
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
}

/** Where the browser of a whole run says its address to the processes of that run. */
export const sharedBrowserVariable = 'VAGUEMESTRE_TEST_BROWSER'

/** The one of the run, where there is one: what it closes are the contexts that were made through it. */
export function openBrowser(): Promise<Browser> {
  const shared = process.env[sharedBrowserVariable]
  return shared === undefined ? chromium.launch(browserOptions) : chromium.connect(shared)
}

/** The octets of a download: its path is told to whoever launched the browser alone. */
export const downloaded = async (download: Download): Promise<Buffer> =>
  await buffer(await download.createReadStream())

export interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained of: errors of scripts, files that a policy refused; and what it asked of anybody but its site. */
  readonly complaints: readonly string[]
}

export interface Site {
  readonly origin: string
  /** Of another host: where messages are shown, if the site shows any. */
  readonly contentOrigin?: string
}

/** Whether it loads from the site; a blob is of the page, or of the frame without an origin, that made it. */
export function isOfSite({ origin, contentOrigin = origin }: Site, address: string): boolean {
  const from = new URL(address)
  return (
    from.protocol === 'data:' || from.protocol === 'blob:' || [origin, contentOrigin].includes(from.origin)
  )
}

/** A visitor with cookies of their own; the clock of the page may be set by `context.clock`. */
export async function visit(browser: Browser, site: Site, width: Width = 'desk'): Promise<Visit> {
  const [inline, block] = widths[width]
  const context = await browser.newContext({
    baseURL: site.origin,
    viewport: { width: inline, height: block },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    hasTouch: width === 'phone',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  // Of the context, so that what a worker or a second page asks for counts as well.
  context.on('request', (request) => {
    if (!isOfSite(site, request.url())) complaints.push(`asked ${request.url()}`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // An answer of 4xx that a screen asked for is said by the screen, not by the browser.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, context, complaints, [Symbol.asyncDispose]: () => context.close() }
}

export interface Album {
  readonly folder: string
  readonly page: Page
}

const themes = ['light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Narrower and narrower. */
const everyWidth: readonly Width[] = ['desk', 'small', 'phone']

/** The page as it is now in every width and both themes, one after the other, a phone under a finger; then as it was. */
export async function inEveryLook(
  page: Page,
  look: (width: Width, theme: Theme) => Promise<void>,
  among: readonly Width[] = everyWidth,
): Promise<void> {
  const before = page.viewportSize()
  for (const width of among) {
    const [inline, block] = widths[width]
    await page.setViewportSize({ width: inline, height: block })
    await using _ = await underFinger(page, width)
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      await look(width, theme)
    }
  }
  await page.emulateMedia({ colorScheme: null })
  if (before !== null) await page.setViewportSize(before)
}

/**
 * On a phone what is pressed is larger, for as long as this lasts. What styles say of a finger is made to hold: the browser, once
 * told that it has a touch screen, would not believe in its mouse again.
 */
async function underFinger(page: Page, width: Width): Promise<AsyncDisposable> {
  const already = (await page.evaluate('matchMedia("(pointer: coarse)").matches')) === true
  const hold = (made: 'made' | 'as-written') => page.evaluate(`(${ofFingers})('${made}')`)
  if (width !== 'phone' || already) return { [Symbol.asyncDispose]: async () => undefined }
  await hold('made')
  return {
    async [Symbol.asyncDispose]() {
      await hold('as-written')
    },
  }
}

const ofFingers = `(made) => {
  const rules = (list) => [...list].flatMap((rule) => [rule, ...rules(rule.cssRules ?? [])])
  for (const rule of rules([...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]))) {
    if (!(rule instanceof CSSMediaRule) || !(rule.written ?? rule.media.mediaText).includes('(pointer:')) continue
    rule.written ??= rule.media.mediaText
    rule.media.mediaText =
      made === 'as-written'
        ? rule.written
        : rule.written.replace('(pointer: coarse)', '(min-width: 0px)').replace('(pointer: fine)', '(max-width: 0px)')
  }
}`

/** One picture, as `<name>-<width>-<theme>.png`. */
export async function takePicture({ folder, page }: Album, name: string, width: Width, theme: Theme) {
  await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`), animations: 'disabled' })
}

/** The page as it is now, in every width and both themes. */
export async function takePictures(album: Album, name: string): Promise<void> {
  await mkdir(album.folder, { recursive: true })
  await inEveryLook(album.page, (width, theme) => takePicture(album, name, width, theme))
}

/**
 * One page for each width and theme with every picture under the folder, in order of name, as HTML and as PNG; gives the paths
 * of the PNG.
 */
export async function writeContactSheets(folder: string, browser: Browser): Promise<readonly string[]> {
  const pictures = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith('.png') && !file.startsWith('sheet-'),
  )
  const page = await browser.newPage({ viewport: { width: 1880, height: 1000 } })
  const sheets: string[] = []
  for (const width of everyWidth) {
    for (const theme of themes) {
      const ending = `-${width}-${theme}.png`
      const sheet = join(folder, `sheet-${width}-${theme}.html`)
      const shown = pictures.filter((file) => file.endsWith(ending)).sort()
      await writeFile(sheet, sheetOf(shown, ending, width === 'phone' ? 216 : 440))
      await page.goto(`file://${sheet}`)
      const path = sheet.replace(/\.html$/, '.png')
      await page.screenshot({ path, fullPage: true })
      sheets.push(path)
    }
  }
  await page.close()
  return sheets
}

const sheetOf = (pictures: readonly string[], ending: string, column: number): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Every screen${ending.replace('.png', '')}</title>
<style>body{margin:16px;font:14px sans-serif;display:grid;grid-template-columns:repeat(auto-fill,minmax(${column}px,1fr));gap:16px}
figure{margin:0}img{width:100%;border:1px solid #888}</style>
${pictures.map((file) => `<figure><img src="${file}" alt=""><figcaption>${file.replace(ending, '')}</figcaption></figure>`).join('\n')}
</html>
`
