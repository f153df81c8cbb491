import { expect, test } from 'vitest'
import { filePreview } from '#webmail/api/preview/file-preview.ts'
import type { Preview } from '#webmail/api/preview/preview.ts'
import { archive, docx, locked, ods, odt, paragraph, xlsx } from './files.ts'

const text = (written: string, cut = false) => ({
  kind: 'pieces',
  cut,
  pieces: [{ kind: 'text', title: '', text: written }],
})
const table = (title: string, ...rows: string[][]) => ({ kind: 'table', title, rows })
const read = (name: string, content: Buffer | string): Promise<Preview> =>
  filePreview({ name, content: Buffer.from(content) })

test.each<readonly [string, string, Buffer | string, object]>([
  ['a text', 'note.txt', 'Bonjour à tous', text('Bonjour à tous')],
  ['a text of Windows', 'note.txt', Buffer.from('Été', 'latin1'), text('Été')],
  [
    'a table with semicolons and quotes',
    'liste.csv',
    '\ufeffNom;Ville\n"Durand; Marie";Saulieu\n',
    { kind: 'pieces', cut: false, pieces: [table('', ['Nom', 'Ville'], ['Durand; Marie', 'Saulieu'])] },
  ],
  ['a table that is none', 'liste.csv', 'a;"b\nc', { kind: 'pieces', cut: false }],
  [
    'a letter of Word',
    'lettre.docx',
    docx(paragraph('Madame,') + paragraph('je vous prie')),
    text('Madame,\n\nje vous prie'),
  ],
  [
    'its fields and what was deleted',
    'x.docx',
    docx(
      '<w:p><w:r><w:t>a</w:t><w:instrText>INCLUDETEXT x</w:instrText><w:delText>b</w:delText></w:r></w:p>',
    ),
    text('a'),
  ],
  [
    'a workbook',
    'budget.xlsx',
    xlsx(),
    {
      kind: 'pieces',
      cut: false,
      pieces: [
        table('Budget 2026', ['Poste', 'Montant'], ['Toiture', '7428', '30/11/2026']),
        table('Notes', ['À revoir']),
      ],
    },
  ],
  ['a text of LibreOffice', 'lettre.odt', odt('Conseil municipal'), text('Conseil municipal')],
  [
    'a sheet of LibreOffice, with cells that stand there a million times',
    'effectifs.ods',
    ods(
      '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>12</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1000000"/></table:table-row><table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>',
    ),
    { kind: 'pieces', pieces: [table('Effectifs', ['12', '12'], ['12', '12'])] },
  ],
  ['a text with formats', 'x.rtf', '{\\rtf1 Bonjour}', text('Bonjour')],
  [
    'an archive',
    'dossier.zip',
    archive({ 'plans/mairie.pdf': 'x'.repeat(300), '../../etc/passwd': 'x' }),
    {
      kind: 'archive',
      count: 2,
      entries: [
        { name: 'plans/mairie.pdf', bytes: 300, encrypted: false },
        { name: '../../etc/passwd', bytes: 1, encrypted: false },
      ],
    },
  ],
  ['an archive without anything', 'vide.zip', archive({}), { kind: 'archive', entries: [], count: 0 }],
  [
    'a locked archive',
    'dossier.zip',
    locked(archive({ 'a.txt': 'x' })),
    { kind: 'archive', entries: [{ name: 'a.txt', encrypted: true }] },
  ],
])('%s → what it says', async (_, name, content, expected) => {
  expect(await read(name, content)).toMatchObject(expected)
})

test.each<readonly [string, string, Buffer | string, string]>([
  [
    'a document under a password',
    'x.docx',
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    'encrypted',
  ],
  ['a locked document', 'x.docx', locked(docx(paragraph('a'))), 'encrypted'],
  ['a document of before 2007', 'x.doc', Buffer.from('d0cf11e0a1b11ae100', 'hex'), 'unsupported'],
  ['a document that is none', 'x.docx', 'Bonjour', 'broken'],
  ['an archive that was cut', 'x.zip', archive({ 'a.txt': 'x'.repeat(9000) }).subarray(0, 80), 'broken'],
  ['octets of nobody knows what', 'x.bin', Buffer.from([1, 0, 2, 0, 3]), 'unsupported'],
  ['a bomb', 'x.docx', docx(paragraph(' '.repeat(60_000_000))), 'broken'],
])('%s → none, and why', async (_, name, content, why) => {
  expect(await read(name, content)).toEqual({ kind: 'none', why })
})

test('entities of its own, and those of other files → never expanded, nothing fetched', async () => {
  const own =
    '<!DOCTYPE x [<!ENTITY a "laugh"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd"><!ENTITY d SYSTEM "http://evil.test/">]>'
  const shown = JSON.stringify(await read('x.docx', docx(paragraph('[&b;&c;&d;]'), own)))
  expect(shown).toContain('[&b;&c;&d;]')
  expect(shown).not.toMatch(/laugh|root:/)
})

test('longer than anybody reads → its beginning, and that there is more', async () => {
  const shown = await read('x.txt', 'a'.repeat(900_000))
  expect(shown).toMatchObject({ kind: 'pieces', cut: true })
  expect(JSON.stringify(shown).length).toBeLessThan(201_000)
  const rows = await read('x.csv', 'a;b\n'.repeat(5_000))
  expect(rows).toMatchObject({ cut: true })
  expect(JSON.stringify(rows).length).toBeLessThan(10_000)
})

const forwarded = [
  'From: =?utf-8?Q?Marie_D=C3=BCrand?= <marie@ailleurs.test>',
  'To: mairie@mairie-saulieu.test, Les Elus: luc@ailleurs.test, eva@ailleurs.test;',
  'Date: Tue, 03 Mar 2026 14:12:00 +0100',
  'Subject: =?utf-8?Q?Toiture_de_l=E2=80=99=C3=A9cole?=',
  'Content-Type: multipart/mixed; boundary="b"',
  ...['', '--b', 'Content-Type: text/html; charset=utf-8', ''],
  '<p>Bonjour,</p><script>canary()</script><p>voici le <b>devis</b>.</p>',
  ...['--b', 'Content-Type: application/pdf', 'Content-Disposition: attachment; filename="devis.pdf"', ''],
  ...['x', '--b--', ''],
].join('\r\n')

test('a message → who, to whom, when, about what, its text without markup, and the names of its files', async () => {
  expect(await read('Toiture.eml', forwarded)).toEqual({
    kind: 'message',
    from: ['Marie Dürand <marie@ailleurs.test>'],
    ...{ to: ['mairie@mairie-saulieu.test', 'luc@ailleurs.test', 'eva@ailleurs.test'], toCount: 3 },
    at: new Date('2026-03-03T13:12:00Z'),
    subject: 'Toiture de l’école',
    text: expect.stringMatching(/^Bonjour,\s+voici le devis\.$/),
    ...{ cut: false, files: ['devis.pdf'], fileCount: 1 },
  })
})

test('a message to more than are named, with more files → the first of them, and how many there are', async () => {
  const each = (count: number, make: (number: number) => string) =>
    Array.from({ length: count }, (_, number) => make(number)).join('')
  const message = [
    `To: ${each(15, (number) => `a${number}@ailleurs.test, `)}mairie@mairie-saulieu.test`,
    `Cc: Les Elus: ${each(8, (number) => `b${number}@ailleurs.test, `)}luc@ailleurs.test;`,
    'Content-Type: multipart/mixed; boundary="b"',
    ...['', '--b', '', 'Bonjour', ''],
    `${each(22, (number) => `--b\r\nContent-Disposition: attachment; filename="${number}.pdf"\r\n\r\nx\r\n`)}--b--`,
  ].join('\r\n')
  const read = await filePreview({ name: 'x.eml', content: Buffer.from(message) })
  expect(read).toMatchObject({ kind: 'message', toCount: 25, fileCount: 22 })
  expect(read).toHaveProperty('to.length', 20)
  expect(read).toHaveProperty('files.length', 20)
})

test('a message to recipients that are not disclosed → the group that stands for them, by its name', async () => {
  const message = 'From: Mairie: ;\r\nTo: undisclosed-recipients:;\r\n\r\nBonjour\r\n'
  expect(await read('x.eml', message)).toMatchObject({
    ...{ from: ['Mairie'], to: ['undisclosed-recipients'], toCount: 1 },
  })
})

test.each([
  ['an empty file', ''],
  ['a page', '<html><body>x</body></html>'],
  ['octets', '\0\u0001\u0002'],
])('%s that is called a message → broken', async (_, content) => {
  expect(await read('x.eml', content)).toEqual({ kind: 'none', why: 'broken' })
})

test('a message nested beyond sense → broken', async () => {
  const open = Array.from(
    { length: 80 },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
  )
  expect(await read('x.eml', `From: a@b.test\r\n${open.join('')}\r\nx`)).toEqual({
    ...{ kind: 'none', why: 'broken' },
  })
})
