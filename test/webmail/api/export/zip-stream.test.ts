import { text } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { exportNames } from '#webmail/api/export/file-names.ts'
import { type ZipFile, zipStream } from '#webmail/api/export/zip-stream.ts'

async function* pieces(...given: readonly string[]) {
  for (const each of given) yield Buffer.from(each)
}

async function* filesOf(given: Readonly<Record<string, readonly string[]>>): AsyncGenerator<ZipFile, void> {
  for (const [name, content] of Object.entries(given)) yield { name, content: pieces(...content) }
}

async function zipped(given: Readonly<Record<string, readonly string[]>>): Promise<Buffer> {
  const octets: Uint8Array[] = []
  for await (const piece of zipStream(filesOf(given), new Date('2026-11-29T08:30:00Z'))) octets.push(piece)
  return Buffer.concat(octets)
}

test('files of every script and size, one of them empty → read by another program, octet for octet', async () => {
  const given = {
    'INBOX.mbox': ['un ', 'deux'],
    'Délibérations/Été 2026.mbox': ['x'.repeat(3_000_000), 'é'],
    '協議会.mbox': ['こんにちは'],
    'مجلس.mbox': [],
  }
  const archive = await fromBufferPromise(await zipped(given))
  const found: Record<string, string> = {}
  for await (const entry of archive.eachEntry()) {
    found[entry.fileName] = await text(await archive.openReadStreamPromise(entry))
    expect(entry.crc32).toBe(crc32(found[entry.fileName] ?? ''))
    expect(entry.getLastModDate({ timezone: 'UTC' })).toEqual(new Date('2026-11-29T08:30:00Z'))
  }
  expect(found).toEqual(
    Object.fromEntries(Object.entries(given).map(([name, parts]) => [name, parts.join('')])),
  )
})

test('a content that fails → the archive fails, and does not look whole', async () => {
  async function* failing(): AsyncGenerator<ZipFile, void> {
    async function* content() {
      yield Buffer.from('half')
      throw new Error('gone')
    }
    yield { name: 'a.mbox', content: content() }
  }
  const read = async () => {
    for await (const piece of zipStream(failing(), new Date())) expect(piece).toBeDefined()
  }
  await expect(read()).rejects.toThrow('gone')
})

test('nobody reads on → what is read is ended, too', async () => {
  let ended = false
  async function* content() {
    try {
      for (;;) yield Buffer.from('x'.repeat(100_000))
    } finally {
      ended = true
    }
  }
  async function* files(): AsyncGenerator<ZipFile, void> {
    yield { name: 'a.mbox', content: content() }
  }
  let read = 0
  for await (const piece of zipStream(files(), new Date())) {
    read += piece.length
    if (read > 1_000) break
  }
  await expect.poll(() => ended).toBe(true)
})

test.each([
  [
    ['INBOX', 'Été/2026'],
    ['INBOX.mbox', 'Été/2026.mbox'],
  ],
  [
    ['a:b', 'a?b', 'A_B'],
    ['a_b.mbox', 'a_b (2).mbox', 'A_B (3).mbox'],
  ],
  [
    ['../x', '..', 'a. ', ''],
    ['__/x.mbox', '__.mbox', 'a__.mbox', '_.mbox'],
  ],
])('folders %j → files %j', (paths, expected) => {
  expect(exportNames(paths)).toEqual(expected)
})
