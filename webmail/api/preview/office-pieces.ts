// What a document says, from the XML of its archive alone (ECMA-376, OpenDocument): no picture, no field, no link is followed, no
// entity expanded. Leak prevention reads more of it (mail/dlp/read): here what a person would see is enough.

import { fullBudget } from '#mail/dlp/read/budget.ts'
import { markupText, officeRules, openDocumentRules } from '#mail/dlp/read/markup-text.ts'
import { isLockedDocument } from '#mail/dlp/read/office-text.ts'
import { decodedText } from '#mail/dlp/read/plain-text.ts'
import { dateStyles, sharedStrings, sheetText } from '#mail/dlp/read/sheet-text.ts'
import { readXml } from '#mail/dlp/read/xml-events.ts'
import { openZip, type ZipArchive } from '#mail/dlp/read/zip-entries.ts'
import { openDocumentTables } from './open-document-tables.ts'
import { mostCharacters, mostPieces, noPreview, type Piece, type Preview, within } from './preview.ts'

/** Of what comes out of one document. */
const mostUnpacked = 48 << 20

/** Fields and what was deleted are no text for who reads. */
const wordRules = { ...officeRules, only: new Set(['t']) }
const openTextRules = { xml: true, lines: openDocumentRules.lines, cells: openDocumentRules.cells } as const
const textRules = {
  ...openTextRules,
  only: openDocumentRules.only,
  skipped: new Set(['binary-data', 'tracked-changes', 'annotation']),
}
const most = mostCharacters + 1

/** Null where it is another archive. */
export async function officePieces(content: Buffer): Promise<Preview | null> {
  const zip = await openZip(content, { ...fullBudget(), unpacked: mostUnpacked })
  if (zip === null) return null
  const has = (name: string): boolean => zip.names.includes(name)
  const kind = has('word/document.xml')
    ? wordPieces
    : has('xl/workbook.xml')
      ? workbookPieces
      : has('ppt/presentation.xml')
        ? slidePieces
        : has('mimetype') && has('content.xml')
          ? openDocumentPieces
          : null
  if (kind === null) return null
  if (zip.encrypted || (await isLockedDocument(zip))) return noPreview('encrypted')
  const pieces = await kind(zip)
  return pieces === null ? noPreview('broken') : within(pieces)
}

/** Null where it is not there, or more than is unpacked. */
async function xmlOf(zip: ZipArchive, name: string): Promise<string | null> {
  const content = await zip.content(name)
  return content === null ? null : decodedText(content)
}

async function wordPieces(zip: ZipArchive): Promise<readonly Piece[] | null> {
  const xml = await xmlOf(zip, 'word/document.xml')
  return xml === null ? null : [{ kind: 'text', title: '', text: tidy(markupText(xml, wordRules, most)) }]
}

const byNumber = (names: readonly string[], form: RegExp): readonly string[] =>
  names
    .filter((name) => form.test(name))
    .toSorted((one, other) => numberIn(one) - numberIn(other))
    .slice(0, mostPieces)

const numberIn = (name: string): number => Number(/(\d+)\.xml$/.exec(name)?.[1] ?? 0)

async function slidePieces(zip: ZipArchive): Promise<readonly Piece[] | null> {
  const pieces: Piece[] = []
  for (const [index, name] of byNumber(zip.names, /^ppt\/slides\/slide\d+\.xml$/).entries()) {
    const xml = await xmlOf(zip, name)
    if (xml === null) return null
    pieces.push({ kind: 'text', title: String(index + 1), text: tidy(markupText(xml, wordRules, most)) })
  }
  return pieces
}

async function workbookPieces(zip: ZipArchive): Promise<readonly Piece[] | null> {
  const strings = await xmlOf(zip, 'xl/sharedStrings.xml')
  const styles = await xmlOf(zip, 'xl/styles.xml')
  const workbook = {
    strings: strings === null ? null : sharedStrings(strings),
    dates: dateStyles(styles ?? ''),
  }
  const names = sheetNames((await xmlOf(zip, 'xl/workbook.xml')) ?? '')
  const pieces: Piece[] = []
  for (const [index, part] of byNumber(zip.names, /^xl\/worksheets\/sheet\d+\.xml$/).entries()) {
    const xml = await xmlOf(zip, part)
    if (xml === null) return null
    const { text } = sheetText(xml, workbook, most)
    pieces.push({ kind: 'table', title: names[index] ?? String(index + 1), rows: rowsOf(text) })
  }
  return pieces
}

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .split('\n')
    .map((line) => line.replace(/\t+$/, '').split('\t'))
    .filter((cells, index, rows) => index < rows.length - 1 || cells.some((cell) => cell !== ''))

/** §18.2.19, in the order of the tabs. */
function sheetNames(xml: string): readonly string[] {
  const names: string[] = []
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'sheet') names.push((attributes.name ?? '').slice(0, 100))
    },
  })
  return names
}

async function openDocumentPieces(zip: ZipArchive): Promise<readonly Piece[] | null> {
  const xml = await xmlOf(zip, 'content.xml')
  if (xml === null) return null
  const type = (await xmlOf(zip, 'mimetype')) ?? ''
  return type.includes('spreadsheet')
    ? openDocumentTables(xml)
    : [{ kind: 'text', title: '', text: tidy(markupText(xml, textRules, most)) }]
}

/** What was laid out for a page has many empty lines. */
const tidy = (text: string): string =>
  text
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
