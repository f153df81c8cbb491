// Files of the corpus in the formats that offices write, as small as their programs accept them.

import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'
import type { CorpusFile } from './message.ts'
import { otherForm, rich } from './other-forms.ts'

export async function writtenFile({ format, form, lines, octets }: CorpusFile): Promise<Buffer> {
  if (octets !== undefined) return Buffer.from(octets, 'latin1')
  if (form !== undefined) return zipped(otherForm(form, lines))
  switch (format) {
    case 'pdf':
      return pdf(lines)
    case 'docx':
      return zipped({ '[Content_Types].xml': '<Types/>', 'word/document.xml': word(lines) })
    case 'odt':
      return zipped({
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': openDocument(lines),
      })
    case 'xlsx':
      return zipped(workbook(lines))
    case 'csv':
      // As Excel in French saves it: semicolons, Windows-1252, of which Latin-1 has all but these signs.
      return Buffer.from(
        lines
          .map((line) => line.replaceAll('\t', ';'))
          .join('\r\n')
          .replaceAll('’', "'")
          .replaceAll('–', '-')
          .replaceAll('\u202f', ' '),
        'latin1',
      )
    case 'txt':
      return Buffer.from(lines.join('\n'))
    case 'rtf':
      return Buffer.from(rich(lines), 'latin1')
  }
}

/** An archive of texts. */
export const zipped = (files: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))))

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Word cuts a line into runs wherever somebody went back to it. */
const runs = (line: string): string =>
  Array.from(
    line.matchAll(/[\s\S]{1,9}/g),
    ([piece]) => `<w:r><w:t xml:space="preserve">${escaped(piece)}</w:t></w:r>`,
  ).join('')

const word = (lines: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${lines
    .map((line) => `<w:p>${line.split('\t').map(runs).join('<w:r><w:tab/></w:r>')}</w:p>`)
    .join('')}</w:body></w:document>`

const openDocument = (lines: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><office:text>${lines
    .map(
      (line) =>
        `<text:p>${line
          .split('\t')
          .map((cell) => `<text:span>${escaped(cell)}</text:span>`)
          .join('<text:tab/>')}</text:p>`,
    )
    .join('')}</office:text></office:body></office:document-content>`

/** Long numbers as numbers, as Excel makes of them; the rest as shared strings. */
function workbook(lines: readonly string[]): Readonly<Record<string, string>> {
  const strings: string[] = []
  const cell = (text: string): string => {
    if (/^[1-9]\d{9,14}$/.test(text))
      return `<c><v>${Number(text).toExponential().replace('e+', 'E')}</v></c>`
    strings.push(text)
    return `<c t="s"><v>${strings.length - 1}</v></c>`
  }
  const rows = lines.map((line) => `<row>${line.split('\t').map(cell).join('')}</row>`).join('')
  return {
    'xl/workbook.xml': '<workbook/>',
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<?xml version="1.0"?><sst>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
  }
}

async function pdf(lines: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: 56 })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve) => document.on('end', resolve))
  document.fontSize(10)
  for (const line of lines) document.text(line.replaceAll('\t', '    ').replaceAll('\u202f', ' ') || ' ')
  document.end()
  await ended
  return Buffer.concat(chunks)
}
