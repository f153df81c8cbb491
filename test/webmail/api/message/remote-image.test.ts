// The proxy for images of other servers, against servers on the loopback.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { expect, test } from 'vitest'
import type { DnsAnswer, Question } from '#daemons/dns/dns-answer.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { writeCertificate } from '#test/support/world/certificate.ts'
import { isPublicAddress } from '#webmail/api/message/public-address.ts'
import {
  fetchRemoteImage,
  onTheWeb,
  type RemoteImagePorts,
  remoteImageBounds,
} from '#webmail/api/message/remote-image.ts'

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100, 7)])

interface Web extends AsyncDisposable {
  readonly port: number
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[]
}

interface Said {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: Buffer | null
}
type Answer = (url: string) => Said

async function web(answer: Answer, tls?: { readonly key: Buffer; readonly cert: Buffer }): Promise<Web> {
  const asked: Web['asked'] = []
  const listener: RequestListener = ({ url = '', headers }, response) => {
    asked.push({ url, headers })
    const { status = 200, headers: fields = {}, body = png } = answer(url)
    response.writeHead(status, fields)
    // Null: it begins and never ends.
    if (body === null) response.write(png)
    else response.end(body)
  }
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function portsOf(
  records: Readonly<Record<string, readonly string[]>> = {},
  more: Partial<RemoteImagePorts> = {},
): RemoteImagePorts {
  const ask = async ({ name, type }: Question): Promise<DnsAnswer> => {
    const known = { seconds: 0, octets: 0 }
    const found = (records[name] ?? []).filter((each) => (type === 'AAAA') === each.includes(':'))
    return found.length > 0
      ? { kind: 'records', records: found, at: name, secure: false, known }
      : { kind: 'none', code: 'ENODATA', secure: false, known }
  }
  return {
    ask,
    mayConnect: (address) => address === '127.0.0.1',
    ...remoteImageBounds,
    mostOctets: 1_000,
    ...more,
  }
}

const loopback = portsOf({ 'images.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] })

test('an image → its octets and its type, asked for without a word about the reader', async () => {
  await using server = await web(() => ({ headers: { 'content-type': 'text/html', 'set-cookie': 'a=b' } }))
  const image = await fetchRemoteImage(`http://images.test:${server.port}/a.png?b=1#c`, loopback)
  expect(image).toEqual({ ok: true, value: { type: 'image/png', octets: png } })
  expect(server.asked).toEqual([
    {
      url: '/a.png?b=1',
      headers: {
        host: `images.test:${server.port}`,
        accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
        'accept-encoding': 'identity',
        'user-agent': 'Mozilla/5.0 (compatible; Vaguemestre)',
        connection: 'close',
      },
    },
  ])
})

test('by TLS → only with a certificate for that name', async () => {
  await using folder = await temporaryFolder()
  const { certificateFile, keyFile } = writeCertificate(folder.path, 'images.test')
  const cert = await readFile(certificateFile)
  await using server = await web(() => ({}), { cert, key: await readFile(keyFile) })
  const trusting = { ...loopback, authorities: [cert.toString()] }
  const fetched = await fetchRemoteImage(`https://images.test:${server.port}/`, trusting)
  expect(fetched.ok).toBe(true)
  expect(await fetchRemoteImage(`https://other.test:${server.port}/`, trusting)).toEqual({
    ok: false,
    error: 'unreachable',
  })
  expect(await fetchRemoteImage(`https://images.test:${server.port}/`, loopback)).toEqual({
    ok: false,
    error: 'unreachable',
  })
})

test('redirections → followed three times, each looked at anew', async () => {
  await using server = await web((url) =>
    url.startsWith('/to/') ? { status: 302, headers: { location: decodeURIComponent(url.slice(4)) } } : {},
  )
  const at = `http://images.test:${server.port}`
  const through = (to: string) => `${at}/to/${encodeURIComponent(to)}`
  const fetched = async (url: string) => {
    const image = await fetchRemoteImage(
      url,
      portsOf({ 'images.test': ['127.0.0.1'], 'inside.test': ['10.0.0.1'] }),
    )
    return image.ok ? image.value.type : image.error
  }
  expect(await fetched(through(through(through('/a.png'))))).toBe('image/png')
  expect(await fetched(through(through(through(through('/a.png')))))).toBe('too-many-redirections')
  expect(await fetched(through('http://inside.test/'))).toBe('forbidden')
  expect(await fetched(through('http://169.254.169.254/latest/'))).toBe('forbidden')
  expect(await fetched(through('file:///etc/passwd'))).toBe('forbidden')
  expect(await fetched(through('http://['))).toBe('forbidden')
})

test.each([
  [
    'SVG by the name of an image',
    {
      headers: { 'content-type': 'image/png' },
      body: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    'not-an-image',
  ],
  ['HTML', { body: Buffer.from(`<!doctype html>${'x'.repeat(100)}`) }, 'not-an-image'],
  ['nothing', { body: Buffer.alloc(0) }, 'not-an-image'],
  ['another status', { status: 404 }, 'unreachable'],
  ['a redirection to nowhere', { status: 302 }, 'unreachable'],
  ['too much, as it says', { body: Buffer.concat([png, Buffer.alloc(1_000)]) }, 'too-large'],
  [
    'too much, without a word',
    { headers: { 'transfer-encoding': 'chunked' }, body: Buffer.concat([png, Buffer.alloc(1_000)]) },
    'too-large',
  ],
  ['less than it says', { headers: { 'content-length': '900' }, body: null }, 'too-slow'],
] satisfies readonly (readonly [string, Said, string])[])(
  'a server that answers %s → no image',
  async (_, given, error) => {
    const answer: Said = given
    await using server = await web(() => answer)
    const ports = answer.body === null ? { ...loopback, timeoutMilliseconds: 50 } : loopback
    expect(await fetchRemoteImage(`http://images.test:${server.port}/`, ports)).toEqual({ ok: false, error })
  },
)

test.each([
  'http://inside.test/',
  'http://mixed.test/',
  'http://mapped.test/',
  'http://127.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://0x7f000001/',
  'http://2130706433/',
  'http://public.test:8080/',
  'http://public.test:25/',
  'https://user@public.test/',
  'ftp://public.test/',
  'javascript:canary()',
  'data:image/png;base64,AAAA',
  '',
])('%s → forbidden, and nobody is spoken to', async (url) => {
  const records = {
    'inside.test': ['192.168.1.1'],
    'mixed.test': ['8.8.8.8', '::1'],
    'mapped.test': ['::ffff:10.0.0.1'],
    'public.test': ['8.8.8.8'],
  }
  expect(await fetchRemoteImage(url, portsOf(records, { mayConnect: onTheWeb }))).toEqual({
    ok: false,
    error: 'forbidden',
  })
})

test('a name that leads nowhere → unresolved', async () => {
  expect(await fetchRemoteImage('http://no.test/', loopback)).toEqual({ ok: false, error: 'unresolved' })
})

test('a resolver that never answers → too slow', async () => {
  const ports = { ...loopback, ask: () => new Promise<DnsAnswer>(() => {}), timeoutMilliseconds: 20 }
  expect(await fetchRemoteImage('http://images.test/', ports)).toEqual({ ok: false, error: 'too-slow' })
})

test('the address changes between two questions → the one that was looked at is spoken to', async () => {
  await using server = await web(() => ({}))
  let questions = 0
  const ask = async ({ type }: Question): Promise<DnsAnswer> => {
    if (type === 'A') questions += 1
    const records = type === 'A' ? [questions === 1 ? '127.0.0.1' : '10.0.0.1'] : []
    return { kind: 'records', records, at: 'x.test', secure: false, known: { seconds: 0, octets: 0 } }
  }
  const fetched = await fetchRemoteImage(`http://x.test:${server.port}/`, { ...loopback, ask })
  expect({ ok: fetched.ok, questions }).toEqual({ ok: true, questions: 1 })
})

test.each([
  ...'10.0.0.1 172.16.0.1 192.168.0.1 127.0.0.1 0.0.0.0 169.254.169.254 100.64.0.1 192.0.2.1 198.18.0.1 224.0.0.1'.split(
    ' ',
  ),
  ...'240.0.0.1 255.255.255.255 :: ::1 fe80::1 fec0::1 fc00::1 fd00::1 ff02::1 2001:db8::1 ::ffff:8.8.8.8:1'.split(
    ' ',
  ),
  ...'::ffff:10.0.0.1 ::10.0.0.1 64:ff9b::a00:1 64:ff9b:1::a00:1 2002:a00:1::1 2001::1 4000::1 images.test'.split(
    ' ',
  ),
])('%s → not on the Internet', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '::ffff:8.8.8.8', '2a00:1450:4007::1'])('%s → on the Internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})
