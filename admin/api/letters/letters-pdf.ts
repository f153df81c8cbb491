// Letters as one PDF, page after page as they are drawn: five hundred of them never stand in memory as pages, and other
// requests are served in between.

import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import { drawLetter } from './draw-letter.ts'
import type { Letter } from './letter.ts'

export interface LettersGiven {
  readonly title: string
  readonly author: string
  readonly at: Date
}

export function lettersPdf(
  letters: Iterable<Letter>,
  { title, author, at }: LettersGiven,
): ReadableStream<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: at },
  })
  draw(doc, letters).catch((error: unknown) => doc.destroy(error instanceof Error ? error : undefined))
  return Readable.toWeb(doc) as ReadableStream<Uint8Array>
}

async function draw(doc: PDFKit.PDFDocument, letters: Iterable<Letter>): Promise<void> {
  for (const letter of letters) {
    // Whoever asked has gone.
    if (doc.destroyed) return
    drawLetter(doc, letter)
    await setImmediate()
  }
  doc.end()
}
