// What an attached file says, by its content and not by its name. A file that is broken is unreadable, never an exception.

import { fileKind } from '../detect/file-kind.ts'
import {
  type AttachedFile,
  type Budget,
  deepest,
  type FileReading,
  isSpent,
  nothingRead,
  textWithin,
  unreadable,
} from './budget.ts'
import { htmlRules, markupText } from './markup-text.ts'
import { messageParts } from './message-parts.ts'
import { filesBeside, isLockedDocument, officeText } from './office-text.ts'
import { pdfText } from './pdf-text.ts'
import { decodedText, looksLikeText, textRuns } from './plain-text.ts'
import { isRtf, rtfText } from './rtf-text.ts'
import { hasNothingToRead, isContainer } from './unreadable-files.ts'
import { openZip } from './zip-entries.ts'

export async function readFile(file: AttachedFile, budget: Budget, depth = 1): Promise<FileReading> {
  if (budget.files <= 0 || depth > deepest) return unreadable()
  budget.files -= 1
  const kind = fileKind(file.name, file.content)
  // A dump or a key says enough, and may be as long as it likes.
  if (kind !== null) return { texts: [], kinds: [kind] }
  if (isMessage(file)) return messageText(file, budget, depth)
  const start = file.content.toString('latin1', 0, 1024)
  if (start.includes('%PDF-')) return pdfText(file.content, budget)
  if (start.startsWith('PK\x03\x04')) return archived(file.content, budget, depth)
  if (start.startsWith(compoundFile)) return compoundText(file.content, budget)
  if (isRtf(start)) return richText(file.content, budget)
  if (isContainer(file.content)) return unreadable()
  return file.content.length > 0 && looksLikeText(file.content) ? textFile(file, budget) : unread(file)
}

function unread({ name, content }: AttachedFile): FileReading {
  if (claimsToBeRead(name)) return unreadable()
  return content.length === 0 || hasNothingToRead(name, content) ? nothingRead() : unreadable()
}

function textFile({ name, content }: AttachedFile, budget: Budget): FileReading {
  const text = decodedText(content)
  if (!/\.x?html?$/i.test(name) && !/^\s*<(?:!doctype html|html)/i.test(text)) return textWithin(budget, text)
  return textWithin(budget, markupText(text, htmlRules, budget.characters + 1))
}

function richText(content: Buffer, budget: Budget): FileReading {
  const { text, whole } = rtfText(content, budget.characters + 1)
  const reading = textWithin(budget, text)
  return whole || reading.kinds.length > 0 ? reading : { ...reading, kinds: ['unreadable-file'] }
}

/** What bears the name of a document should have been one. */
const claimsToBeRead = (name: string): boolean =>
  /\.(?:pdf|docx?|xlsx?|pptx?|od[stp]|csv|txt|rtf)$/i.test(name)

async function archived(content: Buffer, budget: Budget, depth: number): Promise<FileReading> {
  const zip = await openZip(content, budget)
  if (zip === null) return unreadable()
  if (zip.encrypted || (await isLockedDocument(zip))) return { texts: [], kinds: ['encrypted-file'] }
  const office = await officeText(zip, budget)
  const all = office ?? nothingRead()
  for (const name of office === null ? zip.names : filesBeside(zip)) {
    const content = await zip.content(name)
    add(all, name, content === null ? unreadable() : await readFile({ name, content }, budget, depth + 1))
    // One bomb, and the rest is not looked for.
    if (isSpent(budget)) return { ...all, kinds: [...all.kinds, 'unreadable-file'] }
  }
  return all
}

function add(all: FileReading, name: string, { texts, kinds }: FileReading): void {
  all.texts.push(name, ...texts)
  all.kinds.push(...kinds)
}

const headed = /^(?:from|to|date|subject|received|return-path|message-id|mime-version|content-type):/im

/** A text that only bears the name is read as one: its first lines are no header fields. */
function isMessage({ name, content, isMessage: attached = false }: AttachedFile): boolean {
  if (!attached && !/\.(?:eml|mht|mhtml)$/i.test(name)) return false
  const head = /^(?:.+\r?\n)+/.exec(content.toString('latin1', 0, 65_536))?.[0] ?? ''
  return headed.test(head) && looksLikeText(content)
}

async function messageText({ content }: AttachedFile, budget: Budget, depth: number): Promise<FileReading> {
  const parts = await messageParts(content, budget)
  if (parts === null) return unreadable()
  const all: FileReading = { texts: [parts.subject, ...parts.body.texts], kinds: [...parts.body.kinds] }
  for (const file of parts.files) {
    if (isSpent(budget)) return { ...all, kinds: [...all.kinds, 'unreadable-file'] }
    add(all, file.name, await readFile(file, budget, depth + 1))
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
