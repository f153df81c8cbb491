import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { fullBudget } from '#mail/dlp/read/budget.ts'
import { readFile } from '#mail/dlp/read/file-text.ts'

type Files = Readonly<Record<string, string>>

const zipped = (files: Files): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, each]) => [name, strToU8(each)])), {
      level: 1,
    }),
  )

async function read(name: string, files: Files) {
  const { texts, kinds } = await readFile({ name, content: zipped(files) }, fullBudget())
  return { text: texts.join('\n'), kinds }
}

const nir = '185057800608491'
const types = { '[Content_Types].xml': '<Types/>' }
const document = (text: string, prefix = 'w') =>
  `<?xml version="1.0"?><!-- a > b --><${prefix}:document><${prefix}:p><${prefix}:r><${prefix}:t>${text}</${prefix}:t></${prefix}:r></${prefix}:p></${prefix}:document>`
const drawing = `<wsDr><a:p><a:r><a:t>1850578</a:t></a:r><a:r><a:t>00608491</a:t></a:r></a:p></wsDr>`
const sheet = (cells: string) => `<worksheet><sheetData><row>${cells}</row></sheetData></worksheet>`
const oneCell = sheet('<c t="s"><v>0</v></c>')
const strings = (text: string) => `<sst><si><t>${text}</t></si></sst>`

const word = { ...types, 'word/document.xml': document('Bonjour'), 'word/styles.xml': '<w:styles/>' }
const excel = { ...types, 'xl/worksheets/sheet1.xml': oneCell, 'xl/sharedStrings.xml': strings('Bonjour') }
const slides = { ...types, 'ppt/slides/slide1.xml': '<p:sld/>' }
const openDocument = {
  mimetype: 'application/vnd.oasis.opendocument.text',
  'content.xml': '<office:document-content><text:p>Bonjour</text:p></office:document-content>',
}

describe('a number in a part of a document → read', () => {
  test.each<[where: string, name: string, Files]>([
    [
      'the main part of Word on the web',
      'a.docx',
      { ...types, 'word/document2.xml': document(nir), 'word/footnotes.xml': '<w:footnotes/>' },
    ],
    ['a main part of any name', 'a.docx', { ...types, 'word/lettre.xml': document(nir) }],
    ['another prefix', 'a.docx', { ...types, 'word/document.xml': document(nir, 'ns0') }],
    [
      'no prefix',
      'a.docx',
      { ...types, 'word/document.xml': `<document><p><r><t>${nir}</t></r></p></document>` },
    ],
    ['a diagram', 'a.docx', { ...word, 'word/diagrams/data1.xml': drawing }],
    ['a building block', 'a.docx', { ...word, 'word/glossary/document.xml': document(nir) }],
    [
      'a chart, in exponents',
      'a.docx',
      {
        ...word,
        'word/charts/chart1.xml': '<c:chart><c:pt><c:v>1.85057800608491E+14</c:v></c:pt></c:chart>',
      },
    ],
    [
      'a page of HTML',
      'a.docx',
      { ...word, 'word/afchunk1.html': `<p>${nir.slice(0, 4)}<b>${nir.slice(4)}</b></p>` },
    ],
    [
      'a page saved with its pictures',
      'a.docx',
      {
        ...word,
        'word/afchunk.mht': `MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>18505780=\r\n0608491</p>\r\n`,
      },
    ],
    [
      'shared strings in other case',
      'a.xlsx',
      { ...types, 'xl/worksheets/sheet1.xml': oneCell, 'xl/SharedStrings.xml': strings(nir) },
    ],
    [
      'a sheet of any name',
      'a.xlsx',
      { ...types, 'xl/feuille.xml': sheet('<c><v>1.85057800608491E14</v></c>') },
    ],
    [
      'a comment',
      'a.xlsx',
      {
        ...excel,
        'xl/comments1.xml': `<comments><comment><text><r><t>${nir}</t></r></text></comment></comments>`,
      },
    ],
    [
      'a comment with answers',
      'a.xlsx',
      {
        ...excel,
        'xl/threadedComments/threadedComment1.xml': `<ThreadedComments><threadedComment><text>${nir}</text></threadedComment></ThreadedComments>`,
      },
    ],
    ['a text box', 'a.xlsx', { ...excel, 'xl/drawings/drawing1.xml': drawing }],
    [
      'values of another workbook',
      'a.xlsx',
      {
        ...excel,
        'xl/externalLinks/externalLink1.xml': `<externalLink><row><cell><v>${nir}</v></cell></row></externalLink>`,
      },
    ],
    [
      'the source of a pivot table',
      'a.xlsx',
      {
        ...excel,
        'xl/pivotCache/pivotCacheDefinition1.xml': `<pivotCacheDefinition><sharedItems><s v="${nir}"/></sharedItems></pivotCacheDefinition>`,
      },
    ],
    [
      'records of a pivot table, in exponents',
      'a.xlsx',
      {
        ...excel,
        'xl/pivotCache/pivotCacheRecords1.xml':
          '<pivotCacheRecords><r><n v="1.85057800608491E14"/></r></pivotCacheRecords>',
      },
    ],
    [
      'a comment on a slide',
      'a.pptx',
      { ...slides, 'ppt/comments/comment1.xml': `<p:cmLst><p:cm><p:text>${nir}</p:text></p:cm></p:cmLst>` },
    ],
    ['notes below a slide', 'a.pptx', { ...slides, 'ppt/notesSlides/notesSlide1.xml': drawing }],
    [
      'a chart on a slide',
      'a.pptx',
      { ...slides, 'ppt/charts/chart1.xml': `<c:chart><c:v>${nir}</c:v></c:chart>` },
    ],
    [
      'a slide under another prefix',
      'a.pptx',
      { ...types, 'ppt/slides/slide1.xml': drawing.replaceAll('a:', 'ns1:') },
    ],
    [
      'an object in OpenDocument',
      'a.odt',
      {
        ...openDocument,
        'Object 1/content.xml': `<office:document-content><text:p>${nir}</text:p></office:document-content>`,
      },
    ],
    [
      'OpenDocument under another prefix',
      'a.odt',
      {
        ...openDocument,
        'content.xml': `<ns0:document-content><ns1:p>${nir}</ns1:p></ns0:document-content>`,
      },
    ],
  ])('%s (%s)', async (_where, name, files) => {
    const { text, kinds } = await read(name, files)
    expect(text).toContain(nir)
    expect(kinds).toEqual([])
  })
})

test('how a document looks: styles, fonts, colours, settings → not read', async () => {
  const rest = [
    'styles',
    'styles2',
    'settings',
    'fontTable2',
    'theme/theme1',
    '_rels/document',
    'charts/style1',
  ]
  const { text } = await read('a.docx', {
    ...word,
    ...Object.fromEntries(rest.map((name) => [`word/${name}.xml`, document(nir)])),
  })
  expect(text).toContain('Bonjour')
  expect(text).not.toContain(nir)
})

test('a table of names behind a pivot table → fields with their values, records as lines, dates as people write them', async () => {
  const { text } = await read('a.xlsx', {
    ...excel,
    'xl/pivotCache/pivotCacheDefinition1.xml':
      '<pivotCacheDefinition><cacheField name="NIR"><sharedItems><s v="0185"/><n v="12.5"/></sharedItems></cacheField></pivotCacheDefinition>',
    'xl/pivotCache/pivotCacheRecords1.xml':
      '<x:pivotCacheRecords><x:r><x:x v="7"/><x:s v="Martin"/><x:d v="1985-03-12T00:00:00"/></x:r></x:pivotCacheRecords>',
  })
  expect(text).toContain('NIR\n0185\n12.5\n')
  expect(text).toContain('Martin\t12/03/1985\t\n')
})

test('what a sheet prints on each page → its three places as lines, without fonts, sizes and colours', async () => {
  const printed =
    '&amp;LCommune&amp;C&amp;"Arial,Gras"&amp;14 &amp;KFF0000DIFFUSION RESTREINTE&amp;RR&amp;&amp;D &amp;P/&amp;N'
  const { text } = await read('a.xlsx', {
    ...types,
    'xl/worksheets/sheet1.xml': `<worksheet><row><c><v>1</v></c></row><headerFooter><oddHeader>${printed}</oddHeader></headerFooter></worksheet>`,
  })
  expect(text).toContain('1\t\n\nCommune\n DIFFUSION RESTREINTE\nR&D /\n')
})

describe('cells that point to shared strings → unreadable, and the rest is read', () => {
  const cells = sheet(`<c t="s"><v>0</v></c><c><v>${nir}</v></c>`)

  test.each<[why: string, Files]>([
    ['none', {}],
    ['longer than is read', { 'xl/sharedStrings.xml': strings('Bonjour') + ' '.repeat(33 << 20) }],
    ['under another name', { 'xl/chaines.xml': strings('Bonjour') }],
    ['fewer', { 'xl/sharedStrings.xml': '<sst/>' }],
  ])('%s', async (why, part) => {
    const { text, kinds } = await read('a.xlsx', { ...types, 'xl/worksheets/sheet1.xml': cells, ...part })
    expect(text).toContain(nir)
    expect(text.includes('Bonjour')).toBe(why === 'under another name')
    expect(kinds).toEqual(['unreadable-file'])
  })

  test('no cell does → nothing is missing', async () => {
    const inline = sheet('<c t="inlineStr"><is><t>Bonjour</t></is></c><c t="s"><v></v></c>')
    expect((await read('a.xlsx', { ...types, 'xl/worksheets/sheet1.xml': inline })).kinds).toEqual([])
  })
})

test('a part too long and a string that is not there → unreadable once, and the other parts are read', async () => {
  const { text, kinds } = await read('a.xlsx', {
    ...types,
    'xl/worksheets/sheet1.xml': ' '.repeat(33 << 20),
    'xl/worksheets/sheet2.xml': oneCell,
    'xl/comments1.xml': strings(nir),
  })
  expect(text).toContain(nir)
  expect(kinds).toEqual(['unreadable-file'])
})

describe('OpenDocument under a password → encrypted', () => {
  const manifest = (inner: string, prefix = 'manifest:') =>
    `<${prefix}manifest><${prefix}file-entry ${prefix}full-path="content.xml">${inner}</${prefix}file-entry></${prefix}manifest>`
  const { mimetype } = openDocument

  test.each<[which: string, Files]>([
    [
      'each part of it',
      {
        mimetype,
        'content.xml': '\xd5\x01\x8e',
        'META-INF/manifest.xml': manifest('<manifest:encryption-data/>'),
      },
    ],
    [
      'all in one part',
      {
        mimetype,
        'encrypted-package': '\xd5\x01',
        'META-INF/manifest.xml': manifest('<encryption-data />', ''),
      },
    ],
  ])('%s', async (_which, files) => {
    expect(await read('a.odt', files)).toEqual({ text: '', kinds: ['encrypted-file'] })
  })

  test('a manifest of a document that is open → read', async () => {
    const { text, kinds } = await read('a.odt', { ...openDocument, 'META-INF/manifest.xml': manifest('') })
    expect(text).toContain('Bonjour')
    expect(kinds).toEqual([])
  })
})

test('sheets in the binary form of Excel → unreadable, also with XML beside them', async () => {
  const binary = { ...types, 'xl/workbook.bin': '\0\x01', 'xl/worksheets/sheet1.bin': '\0\x01' }
  expect((await read('a.xlsb', binary)).kinds).toContain('unreadable-file')
  expect((await read('a.xlsb', { ...binary, 'xl/drawings/drawing1.xml': drawing })).kinds).toEqual([
    'unreadable-file',
  ])
})

test('an archive with folders called word and xl, and no document → its files as they are', async () => {
  const { text } = await read('a.zip', {
    'word/liste.xml': `<liste><nir>${nir}</nir></liste>`,
    'xl/a.csv': 'x',
  })
  expect(text).toContain(`<nir>${nir}</nir>`)
})
