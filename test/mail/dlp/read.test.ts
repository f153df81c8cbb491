import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import { describe, expect, test } from 'vitest'
import { fullBudget } from '#mail/dlp/read/budget.ts'
import { readFile } from '#mail/dlp/read/file-text.ts'
import { htmlRules, markupText } from '#mail/dlp/read/markup-text.ts'
import { writtenFile } from '../../../bench/dlp/corpus/written-file.ts'

const read = async (name: string, content: Buffer, budget = fullBudget()) => {
  const { texts, kinds } = await readFile({ name, content }, budget)
  return { text: texts.join('\n'), kinds }
}
const zipped = (files: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, each]) => [name, typeof each === 'string' ? strToU8(each) : each]),
      ),
    ),
  )
const lines = ['Nom\tNuméro', 'Élodie Martin\t185057800608491', '« Déjà » – ça']

async function pdf(options: PDFKit.PDFDocumentOptions, text: string): Promise<Buffer> {
  const document = new PDFDocument(options)
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.on('end', resolve))
  document.text(text)
  document.end()
  await ended
  return Buffer.concat(chunks)
}

describe.each(['pdf', 'docx', 'xlsx', 'odt', 'csv', 'txt', 'rtf'] as const)('%s', (format) => {
  test('→ its lines, long numbers with all their digits', async () => {
    const { text, kinds } = await read(`a.${format}`, await writtenFile({ name: '', format, lines }))
    expect(kinds).toEqual([])
    expect(text).toMatch(/Nom[\t ;]+Numéro/)
    expect(text).toMatch(/Élodie Martin[\t ;]+185057800608491/)
    expect(text).toContain('ça')
  })

  test('under another name → read all the same', async () => {
    const { text } = await read('photo.jpg', await writtenFile({ name: '', format, lines }))
    expect(text).toContain('185057800608491')
  })

  test('cut off, or with octets changed, anywhere → text or unreadable, never an exception', async () => {
    const whole = await writtenFile({ name: '', format, lines })
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        async (end, changes) => {
          const broken = Buffer.from(whole)
          for (const [at, octet] of changes) broken[at] = octet
          const { kinds } = await readFile(
            { name: `a.${format}`, content: broken.subarray(0, end) },
            fullBudget(),
          )
          expect(kinds.every((kind) => kind === 'unreadable-file' || kind === 'encrypted-file')).toBe(true)
        },
      ),
      { numRuns: 60, seed: 5 },
    )
  })
})

describe('documents', () => {
  test('Word: header, notes, comments, text that was deleted → all of it; an element in two halves is one', async () => {
    const part = (text: string) => `<w:x xmlns:w="w"><w:p><w:r>${text}</w:r></w:p></w:x>`
    const { text } = await read(
      'a.docx',
      zipped({
        'word/document.xml': part(
          '<w:t>1 85 05</w:t></w:r><w:r><w:t xml:space="preserve"> 78 006</w:t><w:delText>supprimé</w:delText>',
        ),
        'word/header1.xml': part('<w:t>DIFFUSION RESTREINTE</w:t>'),
        'word/comments.xml': part('<w:t>commentaire &amp; cie</w:t>'),
        'word/styles.xml': part('<w:t>rien</w:t>'),
      }),
    )
    expect(text).toContain('1 85 05 78 006supprimé')
    expect(text).toContain('DIFFUSION RESTREINTE')
    expect(text).toContain('commentaire & cie')
    expect(text).not.toContain('rien')
  })

  test('Excel: a date of birth kept as a number of days → a date', async () => {
    const { text } = await read(
      'a.xlsx',
      zipped({
        'xl/worksheets/sheet1.xml':
          '<worksheet><row><c t="inlineStr"><is><t>Né le</t></is></c><c s="1"><v>31118</v></c><c s="0"><v>31118</v></c></row></worksheet>',
        'xl/styles.xml':
          '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
      }),
    )
    expect(text).toContain('Né le\t12/03/1985\t31118')
  })

  test('OpenDocument: a number that is shown as 1,85E+14 → its digits as well', async () => {
    const { text } = await read(
      'a.ods',
      zipped({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'content.xml':
          '<a><table:table-row><table:table-cell office:value="1.85057800608491E+14"><text:p>1,85E+14</text:p></table:table-cell></table:table-row></a>',
      }),
    )
    expect(text).toContain('185057800608491')
  })

  test('PDF: what was typed into its form → read, with the name of the field', async () => {
    const document = new PDFDocument()
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    const ended = new Promise((resolve) => document.on('end', resolve))
    document.font('Helvetica').initForm()
    document.formText('NIR', 10, 10, 200, 20, { value: '185057800608491' })
    document.end()
    await ended
    expect((await read('cerfa.pdf', Buffer.concat(chunks))).text).toContain('NIR 185057800608491')
  })

  test('HTML → what a reader sees, block by block', () => {
    const markup =
      '<style>p{}</style><p>Num&eacute;ro<br>1&nbsp;85</p><table><tr><td>a</td><td>b</td></tr></table><script>x</script><p>fin'
    expect(markupText(markup, htmlRules, 1000).replace(/\s+/g, ' ')).toBe(' Numéro 1 85 a b fin ')
    expect(markupText(markup, htmlRules, 5)).toHaveLength(5)
  })

  test('Word before 2007 → the letters that stand in it', async () => {
    const head = Buffer.from('d0cf11e0a1b11ae1', 'hex')
    const wide = Buffer.concat([head, Buffer.alloc(504), Buffer.from('NIR 185057800608491', 'utf16le')])
    expect((await read('a.doc', wide)).text).toContain('NIR 185057800608491')
    const narrow = Buffer.concat([head, Buffer.alloc(504), Buffer.from('NIR 185057800608491')])
    expect((await read('a.doc', narrow)).text).toContain('NIR 185057800608491')
  })

  test('an archive with the parts of a document and files beside them → all of it', async () => {
    const inner = await writtenFile({ name: '', format: 'xlsx', lines })
    const { text, kinds } = await read(
      'a.zip',
      zipped({
        '[Content_Types].xml': '<x/>',
        'word/document.xml': '<w:p xmlns:w="w"><w:r><w:t>Bonjour</w:t></w:r></w:p>',
        'word/media/image1.bin': new Uint8Array([0, 1, 2, 3]),
        'word/embeddings/Feuille1.xlsx': inner,
        'paie.csv': 'NIR;279032123104512',
        'cle.ppk': 'x',
      }),
    )
    expect(text).toContain('Bonjour')
    expect(text).toContain('Élodie Martin\t185057800608491')
    expect(text).toContain('paie.csv\nNIR;279032123104512')
    expect(kinds).toEqual(['key-file'])
  })

  test('an archive with documents in it → their names and texts; a picture → nothing', async () => {
    const inner = await writtenFile({ name: '', format: 'docx', lines })
    const { text, kinds } = await read('a.zip', zipped({ 'paie/novembre.docx': inner, 'cle.ppk': 'x' }))
    expect(text).toContain('paie/novembre.docx')
    expect(text).toContain('185057800608491')
    expect(kinds).toEqual(['key-file'])
    expect(await read('a.jpg', Buffer.from('ffd8ffe000104a46', 'hex'))).toEqual({ text: '', kinds: [] })
  })
})

describe('a message within', () => {
  const nir = 'NIR 185057800608491'
  const message = (body: string, file?: Buffer, name = 'inner.eml') =>
    Buffer.from(
      [
        'From: a@saulieu.test',
        'Subject: =?utf-8?q?Confidentiel_=C3=A9t=C3=A9?=',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(body).toString('base64'),
        ...(file === undefined
          ? []
          : [
              '--b',
              `Content-Disposition: attachment; filename="${name}"`,
              'Content-Transfer-Encoding: base64',
              '',
              file.toString('base64'),
            ]),
        '--b--',
        '',
      ].join('\r\n'),
    )

  test('by its name, or by its type under another name → subject and text, decoded, and its files', async () => {
    const whole = message(nir, await writtenFile({ name: '', format: 'docx', lines }), 'paie.docx')
    for (const file of [{ name: 'a.eml' }, { name: 'Re: paie', isMessage: true }]) {
      const { texts, kinds } = await readFile({ ...file, content: whole }, fullBudget())
      expect(texts.slice(0, 3)).toEqual(['Confidentiel été', expect.stringContaining(nir), 'paie.docx'])
      expect(texts.slice(3).join('\n')).toMatch(/Élodie Martin\t+185057800608491/)
      expect(kinds).toEqual([])
    }
  })

  test('locked or packed in it → told', async () => {
    const gzip = gzipSync(Buffer.from(nir))
    expect((await read('a.eml', message('x', gzip, 'a.txt.gz'))).kinds).toEqual(['unreadable-file'])
    expect((await read('a.eml', message('x', Buffer.from('x'), 'a.pfx'))).kinds).toEqual(['key-file'])
  })

  test('nested deeper than is read → what stands before, and unreadable', async () => {
    let nested = message('unread')
    for (const body of ['third', 'second', 'first']) nested = message(body, nested)
    const { text, kinds } = await read('a.eml', nested)
    expect(text).toMatch(/first.*second.*third/s)
    expect(text).not.toContain('unread')
    expect(kinds).toEqual(['unreadable-file'])
  })

  test('more text and more files than a message may have → as much as allowed, and told', async () => {
    const few = { ...fullBudget(), characters: 100 }
    expect((await read('a.eml', message('a '.repeat(100)), few)).kinds).toEqual(['unreadable-file'])
    const one = { ...fullBudget(), files: 1 }
    expect((await read('a.eml', message('x', Buffer.from(nir), 'a.txt'), one)).kinds).toEqual([
      'unreadable-file',
    ])
  })

  test('a text that only has the name → read from its first line', async () => {
    const { text, kinds } = await read('a.eml', Buffer.from(`NIR : 185057800608491\r\n\r\nfin`))
    expect(text).toContain('185057800608491')
    expect(kinds).toEqual([])
  })
})

describe('files that cannot be read', () => {
  const tar = (text: string) => {
    const block = Buffer.alloc(1536)
    block.write('paie.csv', 0)
    block.write('ustar', 257)
    block.write(text, 512)
    return block
  }

  test.each([
    ['a.txt.gz', gzipSync(Buffer.from('NIR'))],
    ['a.tar', tar('NIR')],
    ['winmail.dat', Buffer.from('789f3e220100069008000400', 'hex')],
    ['a.7z', Buffer.from('377abcaf271c0004', 'hex')],
    ['a.bz2', Buffer.from('425a6839314159265359', 'hex')],
    ['export.bin', Buffer.from('0001020304050607', 'hex')],
    ['', Buffer.from('0001020304050607', 'hex')],
    ['photo.jpg', gzipSync(Buffer.from('NIR'))],
  ])('%s → unreadable, in an archive as well', async (name, content) => {
    expect((await read(name, content)).kinds).toEqual(['unreadable-file'])
    const { text, kinds } = await read('a.zip', zipped({ [name || 'x']: content, 'b.txt': 'Bonjour' }))
    expect(kinds).toEqual(['unreadable-file'])
    expect(text).toContain('Bonjour')
  })

  test.each([
    ['a.png', '89504e470d0a1a0a0000000d'],
    ['', 'ffd8ffe000104a464946'],
    ['', '0000001c6674797068656963'],
    ['', '52494646240000005741564566'],
    ['a.mp3', '4944330300000000'],
    ['film.mov', '0000000877696465'],
    ['plan.dwg', '414331303332000000'],
    ['smime.p7s', '3080060929008648'],
    ['__MACOSX/._a.pdf.x', '0005160700020000'],
    ['invite.ics', Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n').toString('hex')],
    ['empty.bin', ''],
  ])('%s (%s) → nothing that could be read', async (name, octets) => {
    expect((await read(name, Buffer.from(octets, 'hex'))).kinds).toEqual([])
  })

  test('a password on a PDF, on an archive, on a document of Office → encrypted', async () => {
    expect((await read('a.pdf', await pdf({ userPassword: 'x' }, 'NIR'))).kinds).toEqual(['encrypted-file'])
    const locked = zipped({ 'a.txt': 'x' })
    // Bit 0 of the general purpose flags (APPNOTE 4.4.4), in the entry and in the directory.
    locked[6] = 1
    locked[locked.indexOf('PK\x01\x02', 0, 'latin1') + 8] = 1
    expect((await read('a.zip', locked)).kinds).toEqual(['encrypted-file'])
    const office = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ])
    expect((await read('a.docx', office)).kinds).toEqual(['encrypted-file'])
  })

  test('a password only to change a PDF → read', async () => {
    expect((await read('a.pdf', await pdf({ ownerPassword: 'x' }, 'NIR 12'))).text).toContain('NIR 12')
  })

  test.each(['a.pdf', 'a.docx', 'a.xlsx', 'a.odt'])(
    '%s that is something else → unreadable',
    async (name) => {
      expect((await read(name, Buffer.from('000102030405', 'hex'))).kinds).toEqual(['unreadable-file'])
      expect((await read(name, Buffer.alloc(0))).kinds).toEqual(['unreadable-file'])
    },
  )

  test('an entry that unpacks to more than is allowed → unreadable, and nothing of it in memory', async () => {
    const bomb = zipped({ 'word/document.xml': new Uint8Array(40 << 20) })
    expect(bomb.length).toBeLessThan(100_000)
    const budget = fullBudget()
    expect((await read('a.docx', bomb, budget)).kinds).toEqual(['unreadable-file'])
    expect(budget.unpacked).toBe(fullBudget().unpacked)
  })

  test('an entry that says it is small and is not → unreadable', async () => {
    const lie = zipped({ 'word/document.xml': new Uint8Array(8 << 20) })
    const directory = lie.indexOf('PK\x01\x02', 0, 'latin1')
    lie.writeUInt32LE(1000, directory + 24)
    lie.writeUInt32LE(1000, 22)
    expect((await read('a.docx', lie)).kinds).toEqual(['unreadable-file'])
  })

  test('archives in archives, and ten thousand entries → unreadable', async () => {
    let nested = zipped({ 'a.txt': 'NIR' })
    for (let depth = 0; depth < 5; depth += 1) nested = zipped({ 'a.zip': nested })
    expect((await read('a.zip', nested)).kinds).toContain('unreadable-file')
    const crowd = zipped(
      Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`${index}.txt`, 'x'])),
    )
    expect((await read('a.zip', crowd)).kinds).toEqual(['unreadable-file'])
  })

  test('many archives that are each allowed → read until the message has had its share', async () => {
    const half = zipped(
      Object.fromEntries(
        Array.from({ length: 8 }, (_, index) => [`${index}.txt`, new Uint8Array(20 << 20).fill(65)]),
      ),
    )
    const budget = { ...fullBudget(), characters: 1_000_000 }
    expect((await read('a.zip', half, budget)).kinds).toContain('unreadable-file')
    expect(budget.characters).toBe(0)
  })

  test('text without end → as much as allowed, and told', async () => {
    const budget = { ...fullBudget(), characters: 1_000 }
    const { text, kinds } = await read('a.txt', Buffer.from('a '.repeat(10_000)), budget)
    expect(text).toHaveLength(1_000)
    expect(kinds).toEqual(['unreadable-file'])
  })
})
