import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { framePage, openContentApp } from '#webmail/api/content/content-app.ts'

/** Pictures that came with a message, in the webmail alone. */
const nothingBut = [
  "default-src 'none'",
  'img-src https://contenu.cotedor.test data:',
  "form-action 'none'",
  "base-uri 'none'",
  'frame-ancestors https://mail.cotedor.test',
]
const hosts = { origin: 'https://mail.cotedor.test', contentOrigin: 'https://contenu.cotedor.test' }

async function built(html: string, at: typeof hosts = hosts) {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'frame.html'), html)
  const frame = await framePage({ ...at, clientFolder: folder.path })
  const none = { imageAt: async () => null, links: null, behindProxy: false }
  const app = openContentApp({ ...at, ...none, frame, clientFolder: folder.path })
  const policyOf = async (address: string): Promise<readonly string[]> =>
    (await app.request(address)).headers.get('content-security-policy')?.split('; ') ?? []
  const cacheOf = async (address: string): Promise<string | null> =>
    (await app.request(address)).headers.get('cache-control')
  return {
    ...{ frame, app, cacheOf, policyOf, folder: folder.path },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

test('the page of a message by the name of this build → a browser keeps it; by no name or that of another, it does not', async () => {
  await using site = await built('<!doctype html><title>Message</title>')
  expect(site.frame.address.startsWith('https://contenu.cotedor.test/frame?v=')).toBe(true)
  expect(await site.cacheOf(site.frame.address)).toBe('public, max-age=2592000, immutable')
  expect(await site.cacheOf('/frame')).toBe('no-cache')
  expect(await site.cacheOf('/frame?v=older')).toBe('no-cache')
  expect(await (await site.app.request('/frame?v=older')).text()).toContain('Message')
})

test('a page with a script → that script may run there and no other, and nothing may be loaded but pictures', async () => {
  const script = "document.title = '</p>'\n"
  await using site = await built(`<!doctype html><script type="module">${script}</script>`)
  const hash = createHash('sha256').update(script).digest('base64')
  expect(await site.policyOf(site.frame.address)).toEqual([
    ...nothingBut,
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
  ])
})

test('the page of a PDF, and what is not there → its own files and a worker; nothing at all', async () => {
  await using site = await built('<!doctype html>')
  await writeFile(join(site.folder, 'pdf.html'), '<!doctype html>')
  expect(await site.policyOf('/pdf')).toEqual([
    ...nothingBut,
    'script-src https://contenu.cotedor.test/assets/',
    "style-src https://contenu.cotedor.test/assets/ 'unsafe-inline'",
    'worker-src blob:',
  ])
  expect(await site.policyOf('/nothing')).toEqual(nothingBut)
  expect(await site.policyOf('/assets/nothing.js')).toEqual(nothingBut)
})

test('another build put in its place meanwhile → what is sent is still what its name and its policy are of', async () => {
  await using site = await built('<!doctype html><title>Message</title>')
  await writeFile(join(site.folder, 'frame.html'), '<!doctype html><title>Lettre</title>')
  expect(await (await site.app.request(site.frame.address)).text()).toContain('Message')
})

test.each(['br', 'gzip', 'identity'])('a browser that takes %s → the page in that coding', async (coding) => {
  const html = `<!doctype html>${'<p>Bonjour</p>'.repeat(200)}`
  await using site = await built(html)
  const answer = await site.app.request(site.frame.address, { headers: { 'accept-encoding': coding } })
  const read = { br: brotliDecompressSync, gzip: gunzipSync }[coding] ?? ((octets: Buffer) => octets)
  expect(read(Buffer.from(await answer.arrayBuffer())).toString()).toBe(html)
  expect(answer.headers.get('content-encoding') ?? 'identity').toBe(coding)
  expect(answer.headers.get('vary')).toBe('accept-encoding')
})

test.each([
  ['another file', '<!doctype html><title>Lettre</title>', hosts],
  ['another host before it', '<!doctype html>', { ...hosts, origin: 'https://courriel.cotedor.test' }],
])('%s → another name', async (_what, html, at) => {
  await using one = await built('<!doctype html>')
  await using other = await built(html, at)
  expect(other.frame.version).not.toBe(one.frame.version)
})

test('nothing built → a name all the same, and what it is of is not found, which nobody keeps', async () => {
  await using folder = await temporaryFolder()
  const frame = await framePage({ ...hosts, clientFolder: folder.path })
  const none = { imageAt: async () => null, links: null, behindProxy: false }
  const app = openContentApp({ ...hosts, ...none, frame, clientFolder: folder.path })
  const answer = await app.request(frame.address)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store'])
})
