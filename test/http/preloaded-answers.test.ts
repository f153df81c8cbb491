import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { clientFiles } from '#http/client-files.ts'
import { type PreloadedAnswer, withPreloadedAnswers } from '#http/preloaded-answers.ts'

const folder = await mkdtemp(join(tmpdir(), 'first-answers-'))
afterAll(() => rm(folder, { recursive: true }))
await writeFile(join(folder, 'index.html'), `<!doctype html><body>${'<p>Page</p>'.repeat(200)}</body>`)
await writeFile(join(folder, 'entrance.html'), '<!doctype html><body>Entrée</body>')

let asked = 0
let given: Promise<readonly PreloadedAnswer[] | null> = Promise.resolve([
  { name: 'GET /boxes', answer: { rows: [] } },
])
const app = new Hono().get(
  '*',
  clientFiles({
    ...{ folder, entrance: new Set(['/connexion']) },
    firstAnswers: async () => {
      asked += 1
      return await given
    },
  }),
)
const opened = {
  ...{ cookie: 'session=1', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  'sec-fetch-site': 'none',
}

test('a page that somebody opens → answers at its end, kept by no cache', async () => {
  const page = await app.request('/', { headers: { ...opened, 'accept-encoding': 'gzip' } })
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  const html = gunzipSync(Buffer.from(await page.arrayBuffer())).toString()
  expect(html.slice(html.lastIndexOf('<p>'))).toMatch(
    /^<p>Page<\/p><script type="application\/json" id="first-answers">\[{"name":"GET \/boxes","answer":{"rows":\[\]}}\]<\/script><!--[\w-]+--><\/body>$/,
  )
})

test.each(['gzip', 'identity'])('%s, answers that take long → the page is read by then', async (coding) => {
  const before = given
  const late = Promise.withResolvers<null>()
  given = late.promise
  const page = await app.request('/', { headers: { ...opened, 'accept-encoding': coding } })
  given = before
  expect(page.headers.get('x-accel-buffering')).toBe('no')
  const { body } = page
  if (body === null) throw new Error('no body')
  const read = (coding === 'gzip' ? body.pipeThrough(new DecompressionStream('gzip')) : body)
    .pipeThrough(new TextDecoderStream())
    .getReader()
  let html = ''
  while (!html.endsWith('<p>Page</p>')) html += (await read.read()).value ?? ''
  expect(html).not.toContain('</body>')
  late.resolve(null)
  for (let next = await read.read(); !next.done; next = await read.read()) html += next.value
  expect(html).toMatch(/<p>Page<\/p><\/body>$/)
})

test('who goes away before the answers are there → no error', async () => {
  const before = given
  const late = Promise.withResolvers<readonly PreloadedAnswer[]>()
  given = late.promise
  const page = await app.request('/', { headers: { ...opened, 'accept-encoding': 'gzip' } })
  given = before
  const reading = page.body?.getReader()
  expect((await reading?.read())?.value?.length).toBeGreaterThan(0)
  await reading?.cancel()
  late.resolve([])
  await new Promise((resolve) => setImmediate(resolve))
})

test.each([
  ['no cookie', { cookie: undefined }],
  ['another site sends somebody to it', { 'sec-fetch-site': 'cross-site' }],
  ['another host of the same domain does', { 'sec-fetch-site': 'same-site' }],
  ['a script reads it', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ['it is in a frame', { 'sec-fetch-dest': 'iframe' }],
  ['a browser says nothing of all that', { 'sec-fetch-site': undefined, 'sec-fetch-dest': undefined }],
])('%s → the page alone, and nothing is asked', async (_, other) => {
  const before = asked
  const all: Readonly<Record<string, string | undefined>> = { ...opened, ...other }
  const headers = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  const page = await app.request('/b/mairie@a.test/INBOX', { headers: Object.fromEntries(headers) })
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect(await page.text()).not.toContain('first-answers')
  expect(asked).toBe(before)
})

test('the page before signing in → no answers', async () => {
  const page = await app.request('/connexion', { headers: opened })
  expect(await page.text()).toBe('<!doctype html><body>Entrée</body>')
})

test('what a stranger wrote ends no script and begins none', async () => {
  const subject = '</script><script>alert(1)</script><!--'
  const answers: readonly PreloadedAnswer[] = [{ name: 'GET /boxes', answer: { subject } }]
  let html = ''
  for await (const part of withPreloadedAnswers('<body></body>', Promise.resolve(answers))) html += part
  const block = /<script [^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? ''
  expect(block).not.toContain('<')
  expect(JSON.parse(block)).toEqual([{ name: 'GET /boxes', answer: { subject } }])
  expect(html).toMatch(/<\/script><!--[\w-]+--><\/body>$/)
})
