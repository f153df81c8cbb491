import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPreview } from '#admin/api/held/preview/read-preview.ts'
import { tortureSet } from '#test/fixtures/torture/torture-set.ts'
import { cpuMilliseconds } from '#test/support/stack/cpu-time.ts'

const preview = (text: string, findings: Parameters<typeof readPreview>[2] = null) =>
  readPreview(Buffer.from(text.replace(/\r?\n/g, '\r\n')), true, findings)

const html = (body: string) => preview(`Content-Type: text/html; charset=utf-8\n\n${body}`)

test('a plain message → subject, author, date and text, in words', () => {
  const read = preview(
    'Subject: =?iso-8859-1?Q?R=E9union?=\nFrom: =?utf-8?B?VHLDqXNvcmVyaWU=?= <sgc@finances.test>\nDate: Mon, 2 Mar 2026 09:12:00 +0100\n\nBonjour,\n\n\n\n\nà demain\n',
  )
  expect(read).toMatchObject({
    subject: 'Réunion',
    from: 'Trésorerie <sgc@finances.test>',
    date: new Date('2026-03-02T08:12:00Z'),
    text: 'Bonjour,\n\nà demain',
    cut: false,
    attachments: [],
  })
})

test('two versions of one text → the one with HTML, reduced, with the hosts that it leads to', () => {
  const read = preview(
    'Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nrien\n--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<style>p{x}</style><p>D=E9cision&nbsp;: <a href=3D"https://paiement-sgc.test/x?y=3D1">cliquez</a></p><p>Merci</p>\n--b--\n',
  )
  expect(read.text).toBe('Décision : cliquez\n\nMerci')
  expect(read.links).toEqual(['paiement-sgc.test'])
})

test('an attached file → name, type, size and what was found in it; its content nowhere', () => {
  const content = Buffer.from('x'.repeat(3000)).toString('base64').replace(/.{76}/g, '$&\n')
  const read = preview(
    `Content-Type: multipart/mixed; boundary="a b"\n\n--a b\n\ntexte\n--a b\nContent-Type: application/x-iso9660-image\nContent-Disposition: attachment; filename*=utf-8''facture%C3%A9.iso\nContent-Transfer-Encoding: base64\n\n${content}\n--a b--\n`,
    { attachments: [{ mark: 'disk-image', name: 'factureé.iso' }] },
  )
  expect(read.text).toBe('texte')
  expect(read.attachments).toMatchObject([
    { name: 'factureé.iso', type: 'application/x-iso9660-image', marks: ['disk-image'] },
  ])
  expect(Math.abs((read.attachments[0]?.bytes ?? 0) - 3000)).toBeLessThan(60)
})

test('quoted-printable with blanks at line ends and soft line breaks → text without either', () => {
  const head = 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n'
  expect(preview(`${head}un \t\ndeux=20\nà=\n suivre= \n. `).text).toBe('un\ndeux\nà suivre.')
})

test.each([
  ['<script>alert(1)</script>a<img src=x onerror=y>b', 'ab'],
  ['a<!-- b -->c<!-- d', 'ac'],
  ['a &lt;script&gt; b', 'a <script> b'],
  ['1 <3 2', '1 <3 2'],
  ['a<STYLE>b</sTyLe >c', 'ac'],
  ['<p>a</p><ul><li>b<li>c</ul>', 'a\n\nb\nc'],
  ['&eacute;&#233;&#xe9;&rsquo;&nope;&#0;&#xd800;', 'ééé’&nope;'],
  ['a<svg><text>b</text></svg', 'a'],
])('HTML %j → %j', (body, text) => {
  expect(html(body).text).toBe(text)
})

test('characters that turn text around or hide it → gone', () => {
  expect(html('a\u202eb\u0000c\u200bd').text).toBe('a b c d')
})

test('nothing but a javascript: link → no host', () => {
  expect(html('<a href="javascript:alert(1)">x</a>').links).toEqual([])
})

test('every odd message of the set → some preview, of one line where it is one', () => {
  for (const { what, octets } of tortureSet) {
    const read = readPreview(octets(), true, null)
    expect(read.text.isWellFormed(), what).toBe(true)
    expect(read.subject, what).not.toMatch(/[\r\n]/)
  }
})

test('any octets → a preview, never an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.string(), (octets, boundary) => {
      const head = `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n--${boundary}\r\n`
      readPreview(Buffer.from(octets), false, null)
      readPreview(Buffer.concat([Buffer.from(head), Buffer.from(octets)]), false, null)
    }),
  )
})

test.each([
  ['comments without end', `Content-Type: text/html\r\n\r\n${'<!--'.repeat(1_000_000)}`],
  ['styles without end', `Content-Type: text/html\r\n\r\n${'<style>'.repeat(500_000)}`],
  ['tags without end', `Content-Type: text/html\r\n\r\n${'<a href='.repeat(500_000)}`],
  ['a delimiter each line', `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\n'.repeat(800_000)}`],
  [
    'parts in parts',
    Array.from(
      { length: 20_000 },
      (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n`,
    ).join(''),
  ],
  ['one word', `Content-Type: text/plain\r\n\r\n${'http://'.repeat(600_000)}`],
  [
    'blanks in a line without end',
    `Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(4_000_000)}x`,
  ],
  ['entities', `Content-Type: text/html\r\n\r\n${'&#'.repeat(2_000_000)}`],
])('four megabytes of %s → read within two seconds', async (_, text) => {
  expect(await cpuMilliseconds(() => readPreview(Buffer.from(text), true, null))).toBeLessThan(2_000)
})
