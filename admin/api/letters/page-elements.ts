// What a page is made of: text as tagged elements, one after the other or in a box, and lines. Text is tagged for readers
// (PDF 1.7 §14.8) in the order in which it is drawn.

import { fonts } from './fonts.ts'
import type { Piece } from './letter.ts'

export type Doc = PDFKit.PDFDocument

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4
export const ink = '#1B2430'
export const softInk = '#4A5565'
export const rule = '#868E9B'
/** Of what is printed. */
export const left = mm(25)
export const width = mm(165)
const leading = { prose: 1.45, lines: 1.4 }

export type Structure = ReturnType<Doc['struct']>

interface Said {
  readonly kind: 'P' | 'H1' | 'Lbl' | 'Span' | 'Figure'
  /** What is read in place of what is drawn. */
  readonly alt?: string
  readonly actual?: string
  readonly draw: () => void
}

/** Draws something as an element of its own, after what its parent has already. */
export function said(doc: Doc, parent: Structure, { kind, draw, ...options }: Said): void {
  const content = doc.markStructureContent(kind)
  draw()
  doc.endMarkedContent()
  parent.add(doc.struct(kind, options, [content]))
}

interface Line {
  readonly text: string
  readonly size: number
  readonly strong?: boolean
  readonly color?: string
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly kind?: 'P' | 'Lbl'
  readonly align?: 'right'
  readonly lines: readonly Line[]
}

/** Lines one under the other, from the top of the box. */
export function block(doc: Doc, parent: Structure, { kind = 'P', lines, ...box }: Box): void {
  said(doc, parent, { kind, draw: () => drawLines(doc, box, lines) })
}

function drawLines(doc: Doc, { x, y, ...box }: Omit<Box, 'kind' | 'lines'>, lines: readonly Line[]): void {
  doc.y = y
  for (const { text, size, strong = false, color = ink } of lines) {
    doc
      .font(strong ? fonts.semiBold : fonts.regular)
      .fontSize(size)
      .fillColor(color)
    doc.text(printable(text), x, doc.y, {
      ...box,
      lineGap: size * leading.lines - doc.currentLineHeight(),
    })
  }
}

interface Paragraph {
  readonly pieces: readonly Piece[]
  readonly kind?: 'P' | 'H1'
  readonly x?: number
  readonly width?: number
  readonly after?: number
}

export function paragraph(
  doc: Doc,
  parent: Structure,
  { pieces, kind = 'P', x = left, width: wide = width, after = mm(2.6) }: Paragraph,
): void {
  const size = 10.5
  const draw = () => {
    doc.fontSize(size).fillColor(ink)
    doc.x = x
    for (const [index, { text, strong }] of pieces.entries()) {
      doc.font(strong === true ? fonts.semiBold : fonts.regular)
      doc.text(printable(text), {
        width: wide,
        lineGap: size * leading.prose - doc.currentLineHeight(),
        continued: index < pieces.length - 1,
      })
    }
  }
  said(doc, parent, { kind, draw })
  doc.y += after
}

interface Rule {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly weight: number
  readonly color: string
}

export const line = (doc: Doc, { x, y, width: long, weight, color }: Rule) =>
  doc
    .lineWidth(weight)
    .moveTo(x, y)
    .lineTo(x + long, y)
    .stroke(color)

/** The face has no narrow no-break space; the wide one keeps the words together as well. */
const printable = (text: string): string => text.replaceAll('\u202f', '\u00a0')
