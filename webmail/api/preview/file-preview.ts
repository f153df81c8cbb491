// A file as text, by what its octets are before its name. A stranger wrote it: what is broken is told, and never an exception. Runs
// in a thread of its own (./preview-worker.ts), because what is unpacked takes time and memory.

import { parse } from 'csv-parse/sync'
import { decodedText, looksLikeText } from '#mail/dlp/read/plain-text.ts'
import { isRtf, rtfText } from '#mail/dlp/read/rtf-text.ts'
import { archiveEntries } from './archive-entries.ts'
import { looksLikeMessage, messagePreview } from './message-preview.ts'
import { officePieces } from './office-pieces.ts'
import { mostCharacters, mostColumns, mostRows, noPreview, type Preview, within } from './preview.ts'

export interface PreviewedFile {
  readonly name: string
  readonly content: Buffer
}

/** APPNOTE §4.3.7, §4.3.16. */
const fullArchive = 'PK\x03\x04'
const emptyArchive = 'PK\x05\x06'
/** [MS-CFB] §2.2: documents before 2007, and those of today under a password ([MS-OFFCRYPTO] §2.3.4.4). */
const compoundFile = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

/** Of a text that is read at all. */
const mostTextOctets = 4 * mostCharacters

export async function filePreview({ name, content }: PreviewedFile): Promise<Preview> {
  const start = content.toString('latin1', 0, 1024)
  if (start.startsWith(fullArchive) || start.startsWith(emptyArchive))
    return (await officePieces(content)) ?? archiveEntries(content)
  if (start.startsWith(compoundFile))
    return noPreview(content.includes(encryptedPackage) ? 'encrypted' : 'unsupported')
  if (isRtf(start)) {
    const { text, whole } = rtfText(content, mostCharacters + 1)
    return within([{ kind: 'text', title: '', text: text.trim() }], !whole)
  }
  if (/\.eml$/i.test(name)) return looksLikeMessage(start) ? messagePreview(content) : noPreview('broken')
  if (/\.(?:docx|xlsx|pptx|od[tsp]|zip)$/i.test(name)) return noPreview('broken')
  if (content.length > 0 && !looksLikeText(content)) return noPreview('unsupported')
  return textPreview(name, content)
}

function textPreview(name: string, content: Buffer): Preview {
  const cut = content.length > mostTextOctets
  const text = decodedText(content.subarray(0, mostTextOctets))
  const rows = /\.(?:csv|tsv)$/i.test(name) ? tableIn(text) : null
  return rows === null
    ? within([{ kind: 'text', title: '', text }], cut)
    : within([{ kind: 'table', title: '', rows }], cut)
}

const delimiters = [';', ',', '\t', '|']

/** Null for what is no table, which is shown as it is. */
function tableIn(text: string): readonly (readonly string[])[] | null {
  const [first = ''] = text.split(/\r?\n/, 1)
  const counted = delimiters.map((delimiter) => first.split(delimiter).length)
  const delimiter = delimiters[counted.indexOf(Math.max(...counted))] ?? ';'
  try {
    const options = { bom: true, relaxColumnCount: true, relaxQuotes: true, to: mostRows + 1 } as const
    const rows: string[][] = parse(text.slice(0, mostCharacters), { delimiter, ...options })
    return rows.map((row) => row.slice(0, mostColumns + 1))
  } catch {
    return null
  }
}
