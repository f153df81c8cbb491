import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { compressFiles } from '#cli/clients/compress-files.ts'
import { answerResponse } from '#http/answer.ts'
import { clientFiles } from '#http/client-files.ts'
import { codedText } from '#http/content-coding.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { frameFile } from '#webmail/api/content/frame-file.ts'

const script = 'export const mot = "courrier"\n'.repeat(200)
const font = new Uint8Array(3000).fill(7)

async function fill(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets/page-1.js'), script)
  await writeFile(join(folder, 'assets/small-1.js'), 'export {}')
  await writeFile(join(folder, 'assets/font-1.woff2'), font)
  await writeFile(join(folder, 'index.html'), `<!doctype html>${'<p>Bonjour</p>'.repeat(200)}`)
  await compressFiles(folder)
}

const temporary = await temporaryFolder()
afterAll(() => temporary[Symbol.asyncDispose]())
const folder = temporary.path
await fill(folder)
const app = new Hono().get('*', clientFiles({ folder, entrance: new Set() }))
const read = async (path: string, accepts?: string) => {
  const answer = await app.request(
    path,
    accepts === undefined ? {} : { headers: { 'accept-encoding': accepts } },
  )
  const octets = Buffer.from(await answer.arrayBuffer())
  return { octets, coding: answer.headers.get('content-encoding'), headers: answer.headers }
}

test('a built folder → its texts beside themselves in two codings, neither fonts nor what one packet holds', async () => {
  const names = await readdir(join(folder, 'assets'))
  expect(names.toSorted()).toEqual([
    ...['font-1.woff2', 'page-1.js', 'page-1.js.br', 'page-1.js.gz', 'small-1.js'],
  ])
})

test('a browser that takes codings → the smaller one it takes, the same text, under the same policy', async () => {
  const br = await read('/assets/page-1.js', 'gzip, deflate, br, zstd')
  expect([br.coding, brotliDecompressSync(br.octets).toString()]).toEqual(['br', script])
  const gzip = await read('/assets/page-1.js', 'gzip, deflate')
  expect([gzip.coding, gunzipSync(gzip.octets).toString()]).toEqual(['gzip', script])
  for (const { headers } of [br, gzip]) {
    expect(headers.get('vary')).toBe('accept-encoding')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  }
  expect((await read('/b/mairie@a.test/INBOX', 'br')).coding).toBe('br')
})

test.each([undefined, '', 'identity', 'br;q=0, gzip;q=0', 'x-gzip, brotli', '*'])(
  'Accept-Encoding %s → the file as it is',
  async (accepts) => {
    const { octets, coding } = await read('/assets/page-1.js', accepts)
    expect([coding, octets.toString()]).toEqual([null, script])
  },
)

test('what was not compressed when it was built → as it is; what is not there → 404', async () => {
  expect(await read('/assets/font-1.woff2', 'br')).toMatchObject({ coding: null, octets: Buffer.from(font) })
  expect((await read('/assets/small-1.js', 'br')).octets.toString()).toBe('export {}')
  const gone = await app.request('/assets/gone.js', { headers: { 'accept-encoding': 'br' } })
  expect(gone.status).toBe(404)
})

test('a file of the frame of messages → in its coding too', async () => {
  const answer = await frameFile({ folder, name: 'assets/page-1.js' }, 'br', { 'x-policy': 'a' })
  expect([answer.headers.get('content-encoding'), answer.headers.get('x-policy')]).toEqual(['br', 'a'])
  expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(script)
})

const answer = z.object({ rows: z.array(z.string()) })
const rows = Array.from({ length: 100 }, (_, at) => `Arrêté de voirie n° ${at}`)
const answered = (value: z.infer<typeof answer>, acceptEncoding: string | null) =>
  answerResponse({ permission: 'self', summary: '', answer }, value, { acceptEncoding })

test('a long answer of the API → compressed for whoever takes it, with padding of many lengths', async () => {
  const response = answered({ rows }, 'gzip, br')
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(response.headers.get('content-type')).toBe('application/json')
  const octets = Buffer.from(await response.arrayBuffer())
  expect(JSON.parse(gunzipSync(octets).toString())).toEqual({ rows })
  expect(octets.byteLength).toBeLessThan(JSON.stringify({ rows }).length / 2)
  const paddings = Array.from({ length: 50 }, () => codedText('a'.repeat(2000), 'gzip').headers['x-padding'])
  expect(new Set(paddings.map((padding) => padding?.length)).size).toBeGreaterThan(5)
})

test('a short answer, or for whoever takes no coding → as it is', async () => {
  const short = answered({ rows: ['un'] }, 'gzip')
  expect([short.headers.get('content-encoding'), await short.text()]).toEqual([null, '{"rows":["un"]}'])
  expect(await answered({ rows }, null).json()).toEqual({ rows })
})
