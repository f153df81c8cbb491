// The text of a document that is a ZIP archive: Word, Excel, PowerPoint (ECMA-376), OpenDocument. All its parts are read and
// not those that bear the usual names alone: programs choose them freely, and text stands in comments, drawings, charts as well.

import { type Budget, type FileReading, textWithin } from './budget.ts'
import { markupText, officeRules, openDocumentRules } from './markup-text.ts'
import { pivotText } from './pivot-text.ts'
import { decodedText } from './plain-text.ts'
import { dateStyles, type SheetReading, sharedStrings, sheetText, type Workbook } from './sheet-text.ts'
import { readXml, rootName } from './xml-events.ts'
import type { ZipArchive } from './zip-entries.ts'

const officePart = /^(?:word|xl|ppt)\/.+\.xml$/i
const openDocumentPart = /^(?:Object [^/]+\/)*(?:content|styles)\.xml$/
/** How a document looks, and not what it says. */
const silentPart = new RegExp(
  `/(?:_rels|theme)/|/(?:${[
    'styles|stylesWithEffects|tableStyles|settings|webSettings|fontTable|numbering|presProps|viewProps',
    'calcChain|connections|style|colors',
  ].join('|')})\\d*\\.xml$`,
  'i',
)
/** What an archive has in it when it is a document of Office, whatever its parts are called. */
const officeSign =
  /^(?:\[Content_Types\]\.xml|word\/document\.xml|ppt\/slides\/[^/]+\.xml|xl\/worksheets\/[^/]+\.xml)$/i
/** The workbook of .xlsb, whose sheets are no XML. */
const binaryWorkbook = /^xl\/workbook\.bin$/i
const stringsPart = /^xl\/sharedStrings\d*\.xml$/i
const sheetPart = /^xl\/(?:work|macro|dialog)sheets\//i
const sheetRoots = new Set(['worksheet', 'macrosheet', 'dialogsheet'])
const pivotPart = /^xl\/pivotCache\//i
const stylesPart = /^xl\/styles\d*\.xml$/i

const ownFolders =
  'word xl ppt docProps docMetadata _rels _xmlsignatures customXml customUI userCustomization META-INF Pictures ' +
  'Thumbnails Configurations2 ObjectReplacements Basic Dialogs Scripts media'
const ownFolder = new RegExp(`^(?:${ownFolders.replaceAll(' ', '|')}|Object [^/]+)/`)
const ownFile =
  /^(?:\[Content_Types\]\.xml|mimetype|manifest\.rdf|layout-cache|(?:content|styles|meta|settings)\.xml)$/
/** Objects, and what Word shows in the place of an `altChunk` (§17.17.2.1), in any format that it opens. */
const embedded =
  /^(?:word|xl|ppt)\/(?:embeddings\/|.+\.(?:x?html?|mht(?:ml)?|rtf|txt|csv|do[ct][xm]?|xls[xmb]?|pp[ts][xm]?|od[tsp]|pdf|eml|zip)$)/i

/** Files that stand in a document, and those that stand beside it in one archive. */
export const filesBeside = ({ names }: ZipArchive): readonly string[] =>
  names.filter((name) => embedded.test(name) || !(ownFolder.test(name) || ownFile.test(name)))

/** Null when it is another archive. */
export async function officeText(zip: ZipArchive, budget: Budget): Promise<FileReading | null> {
  const parts = partsOf(zip.names)
  if (parts.length === 0) return null
  const workbook = await workbookOf(zip)
  const texts: string[] = []
  let whole = !zip.names.some((name) => binaryWorkbook.test(name))
  for (const part of parts) {
    const content = budget.characters > 0 ? await zip.content(part) : null
    const read = content === null ? null : partText(part, decodedText(content), { workbook, budget })
    // What stands in the other parts is told as well.
    if (read === null || !read.whole) whole = false
    if (read === null) continue
    const { texts: taken, kinds } = textWithin(budget, read.text)
    texts.push(...taken)
    if (kinds.length > 0) whole = false
  }
  return { texts, kinds: whole ? [] : ['unreadable-file'] }
}

const manifestPart = 'META-INF/manifest.xml'

/** OpenDocument 1.3 part 2 §4.4: no entry of the archive says so, the manifest does. */
export async function isLockedDocument(zip: ZipArchive): Promise<boolean> {
  if (!zip.names.includes(manifestPart)) return false
  const manifest = await zip.content(manifestPart)
  let locked = false
  const open = (name: string) => {
    locked ||= name === 'encryption-data'
  }
  readXml(manifest === null ? '' : decodedText(manifest), { open }, () => locked)
  return locked
}

function partsOf(names: readonly string[]): readonly string[] {
  const isOffice = names.some((name) => officeSign.test(name))
  const isOpenDocument = names.includes('mimetype') && names.includes('content.xml')
  return names.filter(
    (name) =>
      (isOffice && officePart.test(name) && !silentPart.test(name) && !stringsPart.test(name)) ||
      (isOpenDocument && openDocumentPart.test(name)),
  )
}

async function workbookOf(zip: ZipArchive): Promise<Workbook> {
  const textOf = async (part: RegExp): Promise<string | null> => {
    const name = zip.names.find((each) => part.test(each))
    const content = name === undefined ? null : await zip.content(name)
    return content === null ? null : decodedText(content)
  }
  const strings = await textOf(stringsPart)
  return {
    strings: strings === null ? null : sharedStrings(strings),
    dates: dateStyles((await textOf(stylesPart)) ?? ''),
  }
}

interface Reading {
  readonly workbook: Workbook
  readonly budget: Budget
}

/** By what it is as well as by where it stands. */
function partText(name: string, xml: string, { workbook, budget }: Reading): SheetReading {
  const most = budget.characters + 1
  if (!officePart.test(name)) return { text: markupText(xml, openDocumentRules, most), whole: true }
  const root = rootName(xml) ?? ''
  if (sheetPart.test(name) || sheetRoots.has(root)) return sheetText(xml, workbook, most)
  if (pivotPart.test(name) || root.startsWith('pivotCache'))
    return { text: pivotText(xml, most), whole: true }
  return { text: markupText(xml, officeRules, most), whole: true }
}
