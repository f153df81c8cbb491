// PDF files as programs make them.

import PdfDocument from 'pdfkit'

export interface MadePdf {
  readonly pages: readonly string[]
  /** To open it. */
  readonly password?: string
  /** Run by a reader that runs scripts. */
  readonly script?: string
}

export async function madePdf({ pages, password, script }: MadePdf): Promise<Buffer> {
  const pdf = new PdfDocument({
    ...{ autoFirstPage: false, compress: false },
    ...(password === undefined ? {} : { userPassword: password }),
  })
  const pieces: Buffer[] = []
  pdf.on('data', (piece: Buffer) => void pieces.push(piece))
  const ended = new Promise<void>((resolve) => pdf.on('end', () => resolve()))
  for (const text of pages) pdf.addPage().fontSize(40).fillColor('#0F6B5E').text(text)
  pdf.end()
  await ended
  const made = Buffer.concat(pieces)
  return script === undefined ? made : withScript(made, script)
}

/** Run when it is opened (ISO 32000-2 §12.6.4.17); the table of places in the file is then wrong, which every reader puts up with. */
function withScript(made: Buffer, script: string): Buffer {
  const action = `/OpenAction << /S /JavaScript /JS (${script.replaceAll(/[()\\]/g, '\\$&')}) >>`
  return Buffer.from(made.toString('latin1').replace('/Type /Catalog', `/Type /Catalog ${action}`), 'latin1')
}
