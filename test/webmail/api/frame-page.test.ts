import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '#test/support/temporary-folder.ts'
import { framePage, openContentApp } from '#webmail/api/content/content-app.ts'

const hosts = { origin: 'https://mail.cotedor.test', contentOrigin: 'https://contenu.cotedor.test' }

async function built(html: string, at: typeof hosts = hosts) {
  const folder = await temporaryFolder()
  await writeFile(join(folder.path, 'frame.html'), html)
  const frame = await framePage({ ...at, clientFolder: folder.path })
  const none = { imageAt: async () => null, links: null, behindProxy: false }
  const app = openContentApp({ ...at, ...none, frame, clientFolder: folder.path })
  const cacheOf = async (address: string): Promise<string | null> =>
    (await app.request(address)).headers.get('cache-control')
  return { frame, app, cacheOf, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

test('the page of a message by the name of this build → a browser keeps it; by no name or that of another, it does not', async () => {
  await using site = await built('<!doctype html><title>Message</title>')
  expect(site.frame.address.startsWith('https://contenu.cotedor.test/frame?v=')).toBe(true)
  expect(await site.cacheOf(site.frame.address)).toBe('public, max-age=86400')
  expect(await site.cacheOf('/frame')).toBe('no-cache')
  expect(await site.cacheOf('/frame?v=older')).toBe('no-cache')
  expect(await (await site.app.request('/frame?v=older')).text()).toContain('Message')
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
