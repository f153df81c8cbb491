// The text of a document that is a ZIP archive: Word, Excel, PowerPoint (ECMA-376), OpenDocument.

import { type Budget, type FileReading, textWithin } from './budget.ts'
import { type MarkupRules, markupText, openDocumentRules, wordRules } from './markup-text.ts'
import { dateStyles, sharedStrings, sheetText } from './sheet-text.ts'
import type { ZipArchive } from './zip-entries.ts'

const wordPart = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$/
const slidePart = /^ppt\/(?:slides|notesSlides|comments)\/[^/]+\.xml$/
const sheetPart = /^xl\/worksheets\/[^/]+\.xml$/
const openDocumentPart = /^(?:content|styles)\.xml$/

const ownFolders =
  'word xl ppt docProps docMetadata _rels _xmlsignatures customXml customUI userCustomization META-INF Pictures ' +
  'Thumbnails Configurations2 ObjectReplacements Basic Dialogs Scripts media'
const ownFolder = new RegExp(`^(?:${ownFolders.replaceAll(' ', '|')}|Object [^/]+)/`)
const ownFile =
  /^(?:\[Content_Types\]\.xml|mimetype|manifest\.rdf|layout-cache|(?:content|styles|meta|settings)\.xml)$/
const embedded = /^(?:word|xl|ppt)\/embeddings\//

/** Files that stand in a document, and those that stand beside it in one archive. */
export const filesBeside = ({ names }: ZipArchive): readonly string[] =>
  names.filter((name) => embedded.test(name) || !(ownFolder.test(name) || ownFile.test(name)))

/** Null when it is another archive. */
export async function officeText(zip: ZipArchive, budget: Budget): Promise<FileReading | null> {
  const has = (part: RegExp) => zip.names.filter((name) => part.test(name))
  if (has(sheetPart).length > 0) return workbookText(zip, has(sheetPart), budget)
  const parts = [...has(wordPart), ...has(slidePart)]
  if (parts.length > 0) return markupParts(zip, parts, { rules: wordRules, budget })
  if (zip.names.includes('mimetype') && zip.names.includes('content.xml'))
    return markupParts(zip, has(openDocumentPart), { rules: openDocumentRules, budget })
  return null
}

interface Reading {
  readonly rules: MarkupRules
  readonly budget: Budget
}

async function markupParts(
  zip: ZipArchive,
  parts: readonly string[],
  { rules, budget }: Reading,
): Promise<FileReading> {
  const texts: string[] = []
  for (const part of parts) {
    const content = await zip.content(part)
    if (content === null) return { texts, kinds: ['unreadable-file'] }
    const { texts: read, kinds } = textWithin(
      budget,
      markupText(content.toString(), rules, budget.characters + 1),
    )
    texts.push(...read)
    if (kinds.length > 0) return { texts, kinds }
  }
  return { texts, kinds: [] }
}

async function workbookText(
  zip: ZipArchive,
  sheets: readonly string[],
  budget: Budget,
): Promise<FileReading> {
  const strings = sharedStrings((await zip.content('xl/sharedStrings.xml'))?.toString() ?? '')
  const dates = dateStyles((await zip.content('xl/styles.xml'))?.toString() ?? '')
  const texts: string[] = []
  for (const sheet of sheets) {
    const content = await zip.content(sheet)
    if (content === null) return { texts, kinds: ['unreadable-file'] }
    const text = sheetText(content.toString(), { strings, dates }, budget.characters + 1)
    const { texts: read, kinds } = textWithin(budget, text)
    texts.push(...read)
    if (kinds.length > 0) return { texts, kinds }
  }
  return { texts, kinds: [] }
}
