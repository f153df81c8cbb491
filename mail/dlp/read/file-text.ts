// What an attached file says, by its content and not by its name. A file that is broken is unreadable, never an exception.

import { fileKind } from '../detect/file-kind.ts'
import { type Budget, deepest, type FileReading, nothingRead, textWithin, unreadable } from './budget.ts'
import { htmlRules, markupText } from './markup-text.ts'
import { officeText } from './office-text.ts'
import { pdfText } from './pdf-text.ts'
import { decodedText, looksLikeText, textRuns } from './plain-text.ts'
import { openZip } from './zip-entries.ts'

export interface AttachedFile {
  /** As the sender wrote it; empty for none. */
  readonly name: string
  readonly content: Buffer
}

export async function readFile(file: AttachedFile, budget: Budget, depth = 1): Promise<FileReading> {
  if (budget.files <= 0 || depth > deepest) return unreadable()
  budget.files -= 1
  const kind = fileKind(file.name, file.content)
  // A dump or a key says enough, and may be as long as it likes.
  if (kind !== null) return { texts: [], kinds: [kind] }
  const start = file.content.toString('latin1', 0, 1024)
  if (start.includes('%PDF-')) return pdfText(file.content, budget)
  if (start.startsWith('PK\x03\x04')) return archived(file.content, budget, depth)
  if (start.startsWith(compoundFile)) return compoundText(file.content, budget)
  if (/^7z\xbc\xaf|^Rar!/.test(start)) return unreadable()
  if (file.content.length === 0 || !looksLikeText(file.content))
    return claimsToBeRead(file.name) ? unreadable() : nothingRead()
  return textFile(file, budget)
}

function textFile({ name, content }: AttachedFile, budget: Budget): FileReading {
  const text = decodedText(content)
  if (!/\.x?html?$/i.test(name) && !/^\s*<(?:!doctype html|html)/i.test(text)) return textWithin(budget, text)
  return textWithin(budget, markupText(text, htmlRules, budget.characters + 1))
}

/** Pictures, sounds and the like have nothing for us; what bears the name of a document should have been one. */
const claimsToBeRead = (name: string): boolean =>
  /\.(?:pdf|docx?|xlsx?|pptx?|od[stp]|csv|txt|rtf)$/i.test(name)

async function archived(content: Buffer, budget: Budget, depth: number): Promise<FileReading> {
  const zip = await openZip(content, budget)
  if (zip === null) return unreadable()
  if (zip.encrypted) return { texts: [], kinds: ['encrypted-file'] }
  const office = await officeText(zip, budget)
  if (office !== null) return office
  const all = nothingRead()
  for (const name of zip.names) {
    const inner = await zip.content(name)
    const reading =
      inner === null ? unreadable() : await readFile({ name, content: inner }, budget, depth + 1)
    all.texts.push(name, ...reading.texts)
    all.kinds.push(...reading.kinds)
    // One bomb, and the rest is not looked for.
    if (budget.files <= 0 || budget.unpacked <= 0 || budget.characters <= 0)
      return { ...all, kinds: [...all.kinds, 'unreadable-file'] }
  }
  return all
}

/** [MS-CFB] §2.2: documents before 2007, and those of today under a password ([MS-OFFCRYPTO] §2.3.4.4). */
const compoundFile = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

function compoundText(content: Buffer, budget: Budget): FileReading {
  if (content.includes(encryptedPackage)) return { texts: [], kinds: ['encrypted-file'] }
  return textWithin(budget, textRuns(content))
}
