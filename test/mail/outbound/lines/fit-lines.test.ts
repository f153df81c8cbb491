// Lines of at most 998 octets, and whoever reads the message sees what was written.

import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { fitLines } from '#mail/outbound/lines/fit-lines.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'

const crlf = (text: string): string => text.trimStart().replace(/\r?\n/g, '\r\n')

/** The message as it would be signed. */
const fitted = (text: string, encoding: BufferEncoding = 'utf8'): string =>
  fitLines(Buffer.from(crlf(text), encoding))?.toString('latin1') ?? 'refused'
const longest = (message: string) =>
  message.split('\r\n').reduce((most, line) => Math.max(most, line.length), 0)
const read = (message: string, encoding: BufferEncoding = 'latin1') =>
  PostalMime.parse(Buffer.from(message, encoding), { attachmentEncoding: 'utf8' })

const long = 'é<td style="x=y">Bonjour Saulieu \t</td>'.repeat(200)
const inPart = (fields: string, body: string, around = 'multipart/mixed') => `
From: a@b.test
MIME-Version: 1.0
Content-Type: ${around};
 boundary="=_b 1"

Preamble
--=_b 1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Été court
--=_b 1
${fields}

${body}
--=_b 1--
Epilogue
`

test('998 octets in a line → the very same content', () => {
  const content = Buffer.from(crlf(`Subject: ${'x'.repeat(989)}\n\n${'y'.repeat(998)}\n`))
  expect(fitLines(content)).toBe(content)
})

test('999 octets in a line of the body → none longer than 998, and the same text', async () => {
  const message = fitted(`From: a@b.test\n\nBonjour\n${'y'.repeat(999)}\n`)
  expect(message).toContain(
    '\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBonjour\r\n',
  )
  expect(longest(message)).toBeLessThanOrEqual(76)
  expect((await read(message)).text).toBe(`Bonjour\n${'y'.repeat(999)}\n`)
})

test('999 octets in the last line of a part → encoded', async () => {
  const message = fitted(inPart('Content-Type: text/plain', 'y'.repeat(999)))
  expect(message).toContain('Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n')
  expect(longest(message)).toBeLessThanOrEqual(76)
})

test.each(['7bit', '8BIT', 'binary', null])(
  'HTML in one line, encoded %s → quoted, and the rest stays',
  async (encoding) => {
    const says = encoding === null ? '' : `\nContent-Transfer-Encoding: ${encoding}`
    const given = inPart(`Content-Type: text/html; charset=utf-8${says}`, `${long}\nFin `)
    const message = fitted(given)
    expect(longest(message)).toBeLessThanOrEqual(76)
    expect(message).toContain(
      'Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n',
    )
    expect(message).toContain('\r\nFin=20\r\n--')
    expect(message.match(/Content-Transfer-Encoding/g)).toHaveLength(2)
    const part = message.indexOf('Content-Type: text/html')
    expect(message.slice(0, part)).toBe(Buffer.from(crlf(given)).toString('latin1').slice(0, part))
    expect(message).toMatch(/\r\n--=_b 1--\r\nEpilogue\r\n$/)
    const [before, after] = [await read(crlf(given), 'utf8'), await read(message)]
    expect([after.html, after.text]).toEqual([before.html, before.text])
  },
)

test('a text of which much is not ASCII → base64, and the same text', async () => {
  const greek = 'Δήμος '.repeat(400)
  const message = fitted(`From: a@b.test\nContent-Type: text/plain; charset=utf-8\n\n${greek}\n`)
  expect(message).toContain('\r\nContent-Transfer-Encoding: base64\r\n')
  expect(longest(message)).toBeLessThanOrEqual(76)
  expect((await read(message)).text).toBe(`${greek}\r\n`)
})

test('a text in a message of more than a megabyte → base64, for quoting takes its time', () => {
  const file = `Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n${'AAAA\n'.repeat(200_000)}--=_b 1\n`
  const message = fitted(inPart(`${file}Content-Type: text/html`, 'x'.repeat(2_000)))
  expect(message).toContain('text/html\r\nContent-Transfer-Encoding: base64\r\n')
})

test('a file that is no text → base64, octet for octet', async () => {
  const octets = Array.from({ length: 3_000 }, (_, at) => String.fromCharCode((at * 7) % 256))
    .join('')
    .replace(/[\r\n\0]/g, ' ')
  const fields = 'Content-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf'
  const message = fitted(inPart(`${fields}\nContent-Transfer-Encoding: binary`, octets), 'latin1')
  expect(longest(message)).toBeLessThanOrEqual(76)
  const encoded = /base64\r\n\r\n([^-]+)\r\n--/.exec(message)?.[1] ?? ''
  expect(Buffer.from(encoded, 'base64').toString('latin1')).toBe(octets)
})

test('base64 in one line → in many, the octets as they were', async () => {
  const base64 = Buffer.from(long).toString('base64')
  const message = fitted(
    inPart('Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64', base64),
  )
  expect(longest(message)).toBeLessThanOrEqual(76)
  expect(message.replaceAll('\r\n', '')).toContain(base64)
})

test('quoted-printable in one line → soft breaks, none of them within an octet', async () => {
  const quoted = `${'=C3=A9=3D'.repeat(150)} fin`
  const message = fitted(
    inPart('Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable', quoted),
  )
  expect(longest(message)).toBeLessThanOrEqual(76)
  expect(message.replaceAll('=\r\n', '')).toContain(quoted)
  expect((await read(message)).html).toContain(`${'é='.repeat(150)} fin`)
})

test('a message within, a multipart within → the leaf that needs it is encoded', async () => {
  const inner = inPart('Content-Type: text/html; charset=utf-8', long, 'multipart/alternative').trim()
  const message = fitted(inPart('Content-Type: message/rfc822', inner.replaceAll('=_b 1', '=_c')))
  expect(longest(message)).toBeLessThanOrEqual(76)
  expect(message).toMatch(/message\/rfc822\r\n\r\nFrom: a@b\.test\r\nMIME-Version: 1\.0\r\n/)
  expect(message).toMatch(/text\/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n/)
})

test('a field of many addresses in one line → folded before white space, the same when unfolded', async () => {
  const to = Array.from({ length: 200 }, (_, at) => `a${at}@away.test`).join(', ')
  const message = fitted(`From: a@b.test\nTo: ${to}\nSubject: x\n\nBonjour\n`)
  expect(longest(message)).toBeLessThanOrEqual(998)
  expect(message.replace(/\r\n(?=[ \t])/g, '')).toBe(
    crlf(`From: a@b.test\nTo: ${to}\nSubject: x\n\nBonjour\n`),
  )
  expect(message).not.toMatch(/\r\n[ \t]+\r\n/)
})

test.each([
  ['within a signature', inPart('Content-Type: text/plain', 'y'.repeat(999), 'multipart/signed')],
  ['in a field without white space', `From: a@b.test\nX-A:${'y'.repeat(999)}\n\nx\n`],
  ['in a field with white space at its end alone', `From: a@b.test\nX-A:${'y'.repeat(999)}   \n\nx\n`],
  ['before the first part', inPart('Content-Type: text/plain', 'x').replace('Preamble', 'y'.repeat(999))],
  ['in a notification', inPart('Content-Type: message/delivery-status', `A: ${'y'.repeat(999)}`)],
  ['in an unknown encoding', `From: a@b.test\nContent-Transfer-Encoding: x-uue\n\n${'y'.repeat(999)}\n`],
  [
    'of two encodings',
    `From: a@b.test\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\n${'y'.repeat(999)}\n`,
  ],
  [
    'of two types',
    `From: a@b.test\nContent-Type: text/plain\nContent-Type: text/html\n\n${'y'.repeat(999)}\n`,
  ],
  [
    'in a multipart without boundary',
    `From: a@b.test\nContent-Type: multipart/mixed\n\n${'y'.repeat(999)}\n`,
  ],
])('a long line %s → refused', async (_where, message) => {
  expect(fitted(message)).toBe('refused')
})

test('parts in parts without end → refused, not a stack that runs over', async () => {
  const nested = (depth: number): string =>
    depth === 0
      ? `\n${'y'.repeat(999)}\n`
      : `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n${nested(depth - 1)}\n--b${depth}--\n`
  expect(fitted(`From: a@b.test\n${nested(200)}`)).toBe('refused')
  const less = fitted(`From: a@b.test\n${nested(10)}`)
  expect(less).toContain('quoted-printable')
  expect(longest(less)).toBeLessThanOrEqual(76)
})

const seen = async (message: Buffer) => {
  const { subject, text, html, attachments } = await PostalMime.parse(message)
  const files = attachments.map(({ filename, content }) => [
    filename,
    typeof content === 'string' ? content : Buffer.from(new Uint8Array(content)).toString('latin1'),
  ])
  return JSON.stringify([subject, text, html, files]).replaceAll('\\r\\n', '\\n')
}

test('the torture set → as it was, refused, or read as it was', async () => {
  const became: Record<'refused' | 'fitted', string[]> = { refused: [], fitted: [] }
  for (const { what, octets } of tortureSet) {
    const given = octets()
    // Larger ones are refused while they come in.
    const message = given.length > 25_000_000 ? given : fitLines(given)
    if (message === given) continue
    became[message === null ? 'refused' : 'fitted'].push(what)
    if (message === null) continue
    expect(longest(message.toString('latin1')), what).toBeLessThanOrEqual(998)
    expect((await seen(message)) === (await seen(given)), what).toBe(true)
  }
  expect(became).toEqual({
    fitted: expect.arrayContaining([
      ...['base64 in one line of 300 kB', 'quoted-printable in one line of 100 kB', 'HTML with 5,000 links'],
      ...['a letter with 5,000 accents', 'a line of 2 kB', 'a line of 10 MB'],
    ]),
    refused: expect.arrayContaining(['a boundary of 10,000 characters', 'a field of 900 kB']),
  })
})
