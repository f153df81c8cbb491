// Signatures by which clamd finds the kinds of files that policy judges, in a message and in whatever it unpacks of it
// (the names: daemons/clamd/mark-signatures.ts). Syntax: ClamAV's manual, "Logical signatures" and "Container metadata".

import type { AttachmentMark } from '#core/message/attachment-mark.ts'
import { dangerousExtensions } from '#core/message/file-extension.ts'
import { markSignature, tooLongSignature } from '#daemons/clamd/mark-signatures.ts'
import type { Spec } from '../spec/spec.ts'
import { scanLimits, unpackedAtOnce } from './scan-limits.ts'
import { smugglingWords } from './smuggling-words.ts'
import type { SignatureFile } from './test-signatures.ts'

const hex = (text: string, encoding: BufferEncoding = 'latin1'): string =>
  Buffer.from(text, encoding).toString('hex')

interface Content {
  readonly mark: AttachmentMark
  /** What ClamAV takes a file for (0: anything) and what it is unpacked from. */
  readonly where: string
  /** Over the numbers of the patterns. */
  readonly expression: string
  readonly patterns: readonly string[]
}

/** One pattern is enough. */
const anyOf = (mark: AttachmentMark, where: string, patterns: readonly string[]): Content => ({
  mark,
  where,
  expression: patterns.map((_, index) => index).join('|'),
  patterns,
})

const macro = (word: string): string => hex(word, 'utf16le')

/**
 * APPNOTE.TXT 4.4.5: Shrink, Reduce, the library of PKWARE, LZMA, Zstandard, MP3, XZ, JPEG, WavPack and PPMd in a ZIP. Some program
 * or other unpacks each, clamd none of them, and says nothing of it.
 */
const unreadMethods = [1, 2, 3, 4, 5, 10, 14, 20, 93, 94, 95, 96, 97, 98]

/** The head of a file in a ZIP that is packed by this method (4.3.7), whatever its version and flags. */
const zipHead = (method: number): string =>
  `*:${hex('PK')}0304????????${method.toString(16).padStart(2, '0')}00`

const contents: readonly Content[] = [
  // Two letters may begin a text: the header of a program that Windows runs today follows them.
  {
    mark: 'executable',
    where: 'Target:1',
    expression: '0&1',
    patterns: ['0:4d5a', `64,8192:${hex('PE\0\0')}`],
  },
  anyOf('executable', 'Target:6', ['0:7f454c46']),
  anyOf('executable', 'Target:9', [
    '0:cafebabe',
    '0:feedface',
    '0:feedfacf',
    '0:cefaedfe',
    '0:cffaedfe',
    '0:bebafeca',
  ]),
  anyOf('executable', 'Target:0', ['0:cafebabe0000003?', '0:cafebabe0000004?', '0:6465780a3033']),
  // The class of an installer: {000C1084-0000-0000-C000-000000000046}.
  anyOf('executable', 'Target:2', ['*:84100c0000000000c000000000000046']),
  anyOf('shortcut', 'Target:0', [
    '0:4c0000000114020000000000c000000000000046',
    `0,512:${hex('[InternetShortcut]')}::i`,
  ]),
  // ECMA-119 §8.4, ECMA-167 2/9, the footers of VHD and DMG, the head of VHDX.
  anyOf('disk-image', 'Target:0', [
    `32769:${hex('CD001')}`,
    `32769:${hex('BEA01')}`,
    `0:${hex('conectix')}`,
    `EOF-512:${hex('conectix')}`,
    `0:${hex('vhdxfile')}`,
    `EOF-512:${hex('koly')}00000004`,
  ]),
  anyOf('onenote', 'Target:0', ['0:e4525c7b8cd8a74daeb15378d02996d3']),
  anyOf('script', 'Target:0', [`0:${hex('ITSF')}`]),
  anyOf('macro', 'Target:2', [`*:${macro('_VBA_PROJECT')}`]),
  {
    mark: 'macro',
    where: 'Target:0',
    expression: '0&1',
    patterns: [`0:${hex('{\\rt')}`, `*:${hex('\\objdata')}`],
  },
  anyOf('encrypted-archive', 'Target:2', [`*:${macro('EncryptedPackage')}`]),
  ...['ZIP', 'RAR', '7Z'].map((kind) =>
    anyOf('nested-archive', `Intermediates:CL_TYPE_${kind}>CL_TYPE_${kind}>CL_TYPE_${kind},Target:0`, [
      `0:${hex('PK')}0304`,
      `0:${hex('Rar!')}1a07`,
      `0:${hex('7z')}bcaf271c`,
    ]),
  ),
  anyOf('unreadable-archive', 'Target:0', unreadMethods.map(zipHead)),
  smuggling(['decodes', 'offers', 'hands']),
  smuggling(['carries', 'hands']),
  smuggling(['hides']),
  {
    mark: 'script',
    where: 'Target:0',
    expression: '0&1',
    patterns: [`0,1024:${hex('<svg')}::i`, `*:${hex('<script')}::i`],
  },
]

/** In a page: one word of each of these lists. */
function smuggling(lists: readonly (keyof typeof smugglingWords)[]): Content {
  const words = lists.map((list) => smugglingWords[list].map((word) => `*:${hex(word.toLowerCase())}::i`))
  const patterns = words.flat()
  const any = words.map((list) => `(${list.map((word) => patterns.indexOf(word)).join('|')})`)
  return { mark: 'html-smuggling', where: 'Target:3', expression: any.join('&'), patterns }
}

interface Contained {
  readonly finds: AttachmentMark | 'too-long'
  /** Of the path in the archive, case aside. */
  readonly name: string
  readonly sizes?: { readonly packed: string; readonly unpacked: string }
}

/** The largest octet count of a ZIP before ZIP64, which writes it for "see elsewhere" (APPNOTE.TXT 4.5.3). */
const largest = 2 ** 32 - 1
const elsewhere = `${largest - 1}-${largest}`

/**
 * Photographs and packed files are as good as random: of a thousand of 6 MB one holds the four octets that begin a ZIP,
 * and clamd reads what follows as sizes and a name. So what is too long has a name without control characters, and is packed
 * into no more than clamd looks at or says that its sizes stand elsewhere; that leaves about one such file in a million,
 * reckoned from files full of those octets.
 */
const printable = '^[^\x01-\x1f\x7f]{1,255}$'

/** Of a file in a ZIP clamd reads the first so many octets, and nothing where the sizes stand elsewhere. */
function contained(maxFileSize: number): readonly Contained[] {
  const tooLong = { finds: 'too-long', name: printable } as const
  return [
    ...dangerousExtensions.map(([mark, endings]) => ({ finds: mark, name: `\\.(${endings.join('|')})$` })),
    { finds: 'macro', name: '(^|/)xl/macrosheets/' },
    { ...tooLong, sizes: { packed: `0-${maxFileSize}`, unpacked: `${maxFileSize + 1}-${largest}` } },
    { ...tooLong, sizes: { packed: elsewhere, unpacked: elsewhere } },
  ]
}

/**
 * What an archive says about its files may be a lie, and how much clamd unpacked of one is not. A signature needs octets to look
 * for: these are in no file.
 */
function unpackedTooLong(maxFileSize: number, number: number): string {
  const lengths = `FileSize:${maxFileSize + 1}-${maxFileSize + unpackedAtOnce}`
  return `${tooLongSignature(number)};Engine:81-255,${lengths},Target:0;0=0;8f3c1e0a99d2b7465ac1f00d7e6b2394`
}

export function attachmentSignatures({ smtp }: Pick<Spec, 'smtp'>): readonly SignatureFile[] {
  const maxFileSize = scanLimits(smtp).file << 20
  const logical = [
    ...contents.map(
      ({ mark, where, expression, patterns }, index) =>
        `${markSignature(mark, index)};Engine:81-255,${where};${expression};${patterns.join(';')}`,
    ),
    unpackedTooLong(maxFileSize, contents.length),
  ]
  const containers = contained(maxFileSize).map(
    ({ finds, name, sizes = { packed: '*', unpacked: '*' } }, index) => {
      const signature = finds === 'too-long' ? tooLongSignature(index) : markSignature(finds, index)
      return `${signature}:*:*:(?i)${name}:${sizes.packed}:${sizes.unpacked}:*:*:*:*`
    },
  )
  return [
    { name: 'vaguemestre.ldb', content: `${logical.join('\n')}\n` },
    { name: 'vaguemestre.cdb', content: `${containers.join('\n')}\n` },
  ]
}
