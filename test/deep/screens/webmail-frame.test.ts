// The frame that shows HTML messages, as it is built and under the policy of its host: what a message may not do, it cannot.

import { join } from 'node:path'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '#http/listen.ts'
import { openBrowser } from '#test/support/browser/browser.ts'
import { freePort } from '#test/support/database/postgresql.ts'
import { framePage, openContentApp } from '#webmail/api/content/content-app.ts'

const built = join(import.meta.dirname, '../../../webmail/client/built')
const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/** What the webmail does around the frame, as short as it can be. */
const around = `<!doctype html><title>webmail</title><script>
  const heard = []
  function show(source, html, styles = '') {
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-scripts allow-popups allow-popups-to-escape-sandbox')
    frame.src = source
    addEventListener('message', ({ data }) => {
      heard.push(data)
      if (data.kind === 'ready') again(html, styles)
    })
    document.body.append(frame)
  }
  function again(html, styles = '') {
    const message = { kind: 'show', html, styles, language: 'fr' }
    document.querySelector('iframe').contentWindow.postMessage(message, '*')
  }
  function byAnother(html) {
    const other = document.createElement('iframe')
    document.body.append(other)
    other.contentWindow.theirs = document.querySelector('iframe').contentWindow
    other.contentWindow.eval('theirs.postMessage(' + JSON.stringify({ kind: 'show', html, styles: '', language: 'fr' }) + ', "*")')
  }
</script><body></body>`

const opened = new AsyncDisposableStack()
let browser: Browser
let origin = ''
let contentOrigin = ''
let frameAddress = ''
/** What the content host was asked for. */
const askedThere: string[] = []

beforeAll(async () => {
  const [port, contentPort] = [await freePort(), await freePort()]
  origin = `http://localhost:${port}`
  contentOrigin = `http://127.0.0.1:${contentPort}`
  const frame = await framePage({ clientFolder: built, origin, contentOrigin })
  frameAddress = frame.address
  const content = openContentApp({
    ...{ clientFolder: built, origin, contentOrigin, behindProxy: false, frame },
    imageAt: async () => null,
    links: null,
  })
  const counted = (request: Request) => {
    askedThere.push(request.url)
    return content.fetch(request)
  }
  opened.use(await listen(counted, { host: '127.0.0.1', port: contentPort }))
  const page = () => new Response(around, { headers: { 'content-type': 'text/html' } })
  opened.use(await listen(page, { host: '127.0.0.1', port }))
  browser = await openBrowser()
  opened.defer(() => browser.close())
})

afterAll(() => opened.disposeAsync())

interface Heard {
  readonly kind: string
  readonly href?: string
  readonly pixels?: number
}

interface Shown extends AsyncDisposable {
  readonly page: Page
  readonly frame: Frame
  /** What was asked for of any other host. */
  readonly asked: readonly string[]
  readonly heard: () => Promise<readonly Heard[]>
}

async function show(html: string, styles = ''): Promise<Shown> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', (request) => {
    const { origin: from, protocol } = new URL(request.url())
    if (from !== origin && from !== contentOrigin && protocol !== 'data:') asked.push(request.url())
  })
  await page.goto(origin)
  await page.evaluate(
    `show(${JSON.stringify(`${contentOrigin}/frame`)}, ${JSON.stringify(html)}, ${JSON.stringify(styles)})`,
  )
  const frame = await (await page.waitForSelector('iframe')).contentFrame()
  if (frame === null) throw new Error('no frame')
  await frame.waitForSelector('#message > *')
  return {
    ...{ page, frame, asked },
    heard: () => page.evaluate<readonly Heard[]>('heard'),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

const hostile = [
  '<script>window.ran = true</script>',
  '<img src="nothing" onerror="window.ran = true">',
  '<svg onload="window.ran = true"><a xlink:href="javascript:window.ran=true"><text>x</text></a></svg>',
  '<math><mtext><style><img src=x onerror="window.ran = true"></style></mtext></math>',
  '<iframe src="https://elsewhere.test/"></iframe><object data="https://elsewhere.test/"></object>',
  '<meta http-equiv="refresh" content="0; url=https://elsewhere.test/"><base href="https://elsewhere.test/">',
  '<link rel="stylesheet" href="https://elsewhere.test/a.css"><style>@import "https://elsewhere.test/b.css"; p { color: red }</style>',
  '<form action="https://elsewhere.test/"><input name="password"><button>Go</button></form>',
  '<img src="https://elsewhere.test/pixel.gif"><table background="https://elsewhere.test/b.png"><tr><td>cell</td></tr></table>',
  '<p style="background: url(https://elsewhere.test/c.png)">styled</p><p style="position: fixed; inset: 0">over all</p>',
  '<a id="message" name="message" href="javascript:window.ran = true">script</a>',
  '<a href="data:text/html,<script>alert(1)</script>">data</a>',
  `<img src="${pixel}" alt="kept">`,
  '<p id="last">the end</p>',
].join('')

test('a hostile message → nothing runs, nothing is asked for, and what is harmless is shown', async () => {
  await using shown = await show(hostile)
  const { frame, asked } = shown
  await frame.getByText('the end').waitFor()
  const inside = frame.locator('#message')
  const forbidden =
    'script, style, svg, math, iframe, object, meta, base, link, form, input, button, [onerror], [onload]'
  expect(await inside.locator(forbidden).count()).toBe(0)
  expect(await inside.locator('[style], [id], [name], [background], a[href]').count()).toBe(0)
  expect(await inside.locator('img').count()).toBe(1)
  expect(await inside.locator('img').getAttribute('src')).toBe(pixel)
  expect(await frame.evaluate('window.ran')).toBeUndefined()
  expect(asked).toEqual([])
  expect(await inside.textContent()).toContain('cell')
})

test('rules of a message → those within its text hold, and no other', async () => {
  const html =
    '<div class="m-mail-0 theirs"><p class="m-price" id="m-total">one</p><p class="theirs">two</p></div>'
  const styles = [
    '.m-mail-0 .m-price{color:rgb(1, 2, 3)}',
    '.m-mail-0 #m-total{margin-top:7px}',
    'body{color:rgb(9, 9, 9)}',
    '.m-mail-0 p,html{padding-left:9px}',
    '.m-mail-0 p{background-image:url(https://elsewhere.test/a.png)}',
    '.m-mail-0 p{position:fixed}',
    '@import "https://elsewhere.test/b.css";',
    '@media all{.m-mail-0 p{padding-left:9px}}',
    '.m-mail-0 p{padding-left:9px;&:hover{color:red}}',
    '.m-mail-0 [class^="m"]{padding-left:9px}',
  ].join('\n')
  await using shown = await show(html, styles)
  const styleOf = (selector: string, property: string) =>
    shown.frame.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)
  expect(await styleOf('.m-price', 'color')).toBe('rgb(1, 2, 3)')
  expect(await styleOf('.m-price', 'marginTop')).toBe('7px')
  expect(await styleOf('.m-price', 'paddingLeft')).toBe('0px')
  expect(await styleOf('.m-price', 'position')).toBe('static')
  expect(await styleOf('.m-price', 'backgroundImage')).toBe('none')
  expect(await styleOf('body', 'color')).not.toBe('rgb(9, 9, 9)')
  expect(await shown.frame.locator('.theirs').count()).toBe(0)
  expect(shown.asked).toEqual([])
})

test('a message → its height is told, and again when it grows', async () => {
  await using shown = await show('<p>one line</p>')
  const height = async () => (await shown.heard()).findLast(({ kind }) => kind === 'height')?.pixels ?? 0
  await expect.poll(height).toBeGreaterThan(10)
  const small = await height()
  await shown.frame.evaluate("document.getElementById('message').append(document.createElement('hr'))")
  await expect.poll(height).toBeGreaterThan(small)
})

test('a link that is pressed → told, with the frame where it was', async () => {
  await using shown = await show('<p><a href="https://impots.gouv.fr/a?b=1">link</a></p>')
  await shown.frame.getByText('link').click()
  await expect
    .poll(async () => (await shown.heard()).filter(({ kind }) => kind === 'link'))
    .toEqual([{ kind: 'link', href: 'https://impots.gouv.fr/a?b=1' }])
  expect(shown.frame.url()).toBe(`${contentOrigin}/frame`)
  expect(shown.page.context().pages()).toHaveLength(1)
  expect(shown.asked).toEqual([])
})

test('a message from a page that does not hold the frame → not shown', async () => {
  await using shown = await show('<p>mine</p>')
  await shown.frame.evaluate(`
    window.seen = []
    const sheet = document.getElementById('message')
    new MutationObserver(() => seen.push(sheet.textContent)).observe(sheet, { childList: true })
  `)
  await shown.page.evaluate("byAnother('<p>theirs</p>')")
  // Messages come in their order: this one after that of the other.
  await shown.page.evaluate("again('<p>mine again</p>')")
  await shown.frame.getByText('mine again').waitFor()
  expect(await shown.frame.evaluate('seen')).toEqual(['mine again'])
})

test('a frame by the name of its build → its page is all that is asked for, the next one asks for nothing; its font is there', async () => {
  await using context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(origin)
  const before = askedThere.length
  for (const text of ['one', 'another']) {
    await page.evaluate(`show(${JSON.stringify(frameAddress)}, '<p>${text}</p>')`)
    const frame = page.frameLocator('iframe')
    await frame.getByText(text).waitFor()
    const fonts = frame.locator('html').evaluate('[...document.fonts].map(({ status }) => status)')
    expect(await fonts).toEqual(['loaded'])
    await page.evaluate("document.querySelector('iframe').remove()")
  }
  expect(askedThere.slice(before)).toEqual([frameAddress])
})
