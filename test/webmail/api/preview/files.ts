// Files as people attach them, and as strangers make them.

import { strToU8, zipSync } from 'fflate'

export const archive = (files: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, content]) => [
          name,
          typeof content === 'string' ? strToU8(content) : content,
        ]),
      ),
    ),
  )

const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

/** `body`: paragraphs, unless it is more than text. */
export const docx = (body: string, before = ''): Buffer =>
  archive({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?>${before}<w:document ${word}><w:body>${body}</w:body></w:document>`,
    'word/styles.xml': '<w:styles/>',
  })

export const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

export const xlsx = (): Buffer =>
  archive({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml':
      '<workbook><sheets><sheet name="Budget 2026"/><sheet name="Notes"/></sheets></workbook>',
    'xl/sharedStrings.xml': '<sst><si><t>Poste</t></si><si><t>Montant</t></si><si><t>Toiture</t></si></sst>',
    'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c t="s"><v>2</v></c><c><v>7428</v></c><c s="1"><v>46356</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml':
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>À revoir</t></is></c></row></sheetData></worksheet>',
  })

export const odt = (text: string): Buffer =>
  archive({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<office:document-content><office:body><office:text><text:p>${text}</text:p></office:text></office:body></office:document-content>`,
  })

export const ods = (rows: string): Buffer =>
  archive({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content><office:body><office:spreadsheet><table:table table:name="Effectifs">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
  })

/** An octet that is a flag in each of its headers (APPNOTE §4.4.4): everything in it is locked. */
export function locked(zip: Buffer): Buffer {
  const all = Buffer.from(zip)
  for (const [sign, at] of [
    ['PK\x03\x04', 6],
    ['PK\x01\x02', 8],
  ] as const)
    for (
      let start = all.indexOf(sign, 0, 'latin1');
      start >= 0;
      start = all.indexOf(sign, start + 4, 'latin1')
    )
      all.writeUInt16LE(all.readUInt16LE(start + at) | 1, start + at)
  return all
}
