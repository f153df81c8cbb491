import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fullBudget } from '#mail/dlp/read/budget.ts'
import { readFile } from '#mail/dlp/read/file-text.ts'
import { rtfText } from '#mail/dlp/read/rtf-text.ts'

const octets = (rtf: string) => Buffer.from(rtf, 'latin1')
const shown = (inner: string) => rtfText(octets(`{\\rtf1\\ansi ${inner}}`), 10_000).text.trimEnd()

describe('what a reader sees', () => {
  test.each([
    ["s\\'e9curit\\'E9 sociale", 'sécurité sociale'],
    ['1 85 05\\~78\\~006\\_084', '1 85 05\u00a078\u00a0006-084'],
    ['{\\b 1 85 }{\\fs20 05\r\n 78}\\fs22  006', '1 85 05 78 006'],
    ["\\u233?t\\u233\\'e9 \\u8239 ?x \\u-3913?", 'été \u202fx \uf0b7'],
    ["\\uc2 \\u233\\'c3\\'a9t\\uc0\\u233 {\\uc1\\u233?}\\u233 ?", 'ét\u00e9éé?'],
    ['\\u233\\u233 x', 'éé'],
    ['a\\par b\\line c\\cell d\\row e\\tab f\\\ng', 'a\nb\nc\td\ne\tf\ng'],
    ['\\{\\}\\\\\\emdash\\rquote x\\-y', '{}\\—’xy'],
    [
      '{\\fonttbl{\\f0\\fswiss Arial;}}{\\colortbl;\\red0;}{\\stylesheet{\\s1 Titre;}}{\\info{\\author Moi}}a',
      'a',
    ],
    ['{\\*\\generator Word;}{\\*\\unknown x}{\\pict\\bin4 }}{{\\pngblip 89504e}a', 'a'],
    ['a{\\footnote b}{\\*\\annotation c}{\\header d}{\\*\\fldinst e}{\\upr{f}{\\*\\ud{g}}}', 'abcdefg'],
    ['{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt a}}}', 'a'],
    ['{\\*\\unknown{\\par{\\*\\annotation x}}}a', 'a'],
    [
      "{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset128 Gothic;}}\\f0 \\'e4\\'e0{\\f1\\'93\\'fa}\\plain \\'e9",
      'да日é',
    ],
    ["\\ansicpg1253 \\'e1 \\'e2", 'α β'],
    ['a}b', 'ab'],
    ['{\\b a', 'a'],
  ])('%s → %s', (inner, text) => {
    expect(shown(inner)).toBe(text)
  })
})

describe('a file', () => {
  const read = async (name: string, rtf: string, budget = fullBudget()) => {
    const { texts, kinds } = await readFile({ name, content: octets(rtf) }, budget)
    return { text: texts.join('\n'), kinds }
  }

  test.each(['a.rtf', 'a.doc', ''])('%s that is RTF → read as such', async (name) => {
    const { text, kinds } = await read(name, "\r\n{\\rtf1 s\\'e9cu\\~185057800608491}")
    expect(text).toContain('sécu\u00a0185057800608491')
    expect(kinds).toEqual([])
  })

  test('more text than is allowed → as much, and told', async () => {
    const { text, kinds } = await read('a.rtf', `{\\rtf1 ${'a\\par '.repeat(1000)}}`, {
      ...fullBudget(),
      characters: 100,
    })
    expect(text).toHaveLength(100)
    expect(kinds).toEqual(['unreadable-file'])
  })

  test('groups without end → unreadable, and what stands before them is read', async () => {
    const { text, kinds } = await read('a.rtf', `{\\rtf1 185057800608491${'{'.repeat(1_000_000)}`)
    expect(text).toContain('185057800608491')
    expect(kinds).toEqual(['unreadable-file'])
  })

  const object = (content: Buffer) => `{\\rtf1{\\object{\\*\\objdata 0105\r\n${content.toString('hex')}}}a}`

  test('an object that is a document before 2007 → its letters', async () => {
    const compound = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.from('NIR 185057800608491'),
    ])
    const { text, kinds } = await read('a.rtf', object(compound))
    expect(text).toContain('NIR 185057800608491')
    expect(kinds).toEqual([])
  })

  test.each(['PK\x03\x04', '%PDF-1.7', '\x08\0\0\0Package\0'])(
    'an object with %j in it → unreadable',
    async (start) => {
      expect((await read('a.rtf', object(octets(start)))).kinds).toEqual(['unreadable-file'])
    },
  )

  test('an object in octets of its own → unreadable, and the text after it is read', async () => {
    const { text, kinds } = await read('a.rtf', '{\\rtf1{\\object{\\*\\objdata\\bin3 }}}}185057800608491}')
    expect(text).toContain('185057800608491')
    expect(kinds).toEqual(['unreadable-file'])
  })

  test('an object that is a picture → nothing', async () => {
    expect(await read('a.rtf', object(octets('BM185057800608491')))).toEqual({ text: 'a\n', kinds: [] })
  })

  test('any octets after its beginning → text or unreadable, never an exception', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '\\',
        "\\'",
        '\\u',
        '\\bin',
        '\\*',
        '\\f1',
        '\\fcharset128',
        '-1',
        '99999999999',
      ),
      fc.string({ maxLength: 3 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const { kinds } = await read('a.rtf', `{\\rtf1${pieces.join('')}`)
        expect(kinds).toEqual([])
      }),
      { numRuns: 500, seed: 5 },
    )
  })
})
