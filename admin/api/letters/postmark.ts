// The round stamp and the waves of a letter, drawn as the interfaces draw them, and the smaller mark of the sender. They say
// nothing that the text does not, so readers of the page pass them over.

import { fonts } from './fonts.ts'
import type { Letter } from './letter.ts'

type Doc = PDFKit.PDFDocument

const stamp = '#C2552D'
const centre = 74
const turnsBack = -8

/** At the top left corner `x`, `y`; 255 by 148 units of the drawing become `width` points wide. */
export function drawPostmark(
  doc: Doc,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  { top, lines, bottom }: Letter['postmark'],
): void {
  decoration(doc, () => {
    doc.translate(x, y).scale(width / 255)
    for (const [left, height] of waves) drawWave(doc, left, height)
    doc.rotate(turnsBack, { origin: [centre, centre] })
    beads(doc, { radius: 72, width: 2.1, count: 100 })
    doc.lineWidth(1.5).circle(centre, centre, 67.5).circle(centre, centre, 46).stroke(stamp)
    onCircle(doc, top, { radius: 52.5, above: true })
    onCircle(doc, bottom, { radius: 60.8, above: false })
    const [place, day, year] = lines
    centred(doc, place, { at: 61, size: 12.5 })
    centred(doc, day, { at: 80, size: 17 })
    centred(doc, year, { at: 97, size: 12.5 })
  })
}

/** The V in its ring, `height` points high. */
export function drawMark(
  doc: Doc,
  { x, y, height }: { readonly x: number; readonly y: number; readonly height: number },
): void {
  decoration(doc, () => {
    doc
      .translate(x, y)
      .scale(height / 28)
      .translate(-1, -1)
    doc.translate(14 - centre, 14 - centre)
    beads(doc, { radius: 12.6, width: 2, count: 24 })
    doc.translate(centre - 14, centre - 14)
    doc.lineCap('round').lineJoin('round')
    doc.lineWidth(1.6).circle(14, 14, 9.2).stroke(stamp)
    doc.lineWidth(2.2).path('M10.2 9.8 14 18l3.8-8.2').stroke(stamp)
    const line = 'q2.4-2.4 4.8 0t4.8 0 4.8 0'
    doc.lineWidth(1.8).path(`M29 8.2${line}M30 14${line}M29 19.8${line}`).stroke(stamp)
  })
}

export function decoration(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.save()
  draw()
  doc.restore()
  doc.endMarkedContent()
}

const waves = [
  [156, 40],
  [160, 57],
  [162, 74],
  [160, 91],
  [156, 108],
] as const

const drawWave = (doc: Doc, left: number, height: number) =>
  doc.lineWidth(2).lineCap('round').path(`M${left} ${height}q9-8 18 0t18 0t18 0t18 0t18 0`).stroke(stamp)

function beads(
  doc: Doc,
  { radius, width, count }: { readonly radius: number; readonly width: number; readonly count: number },
): void {
  for (let each = 0; each < count; each++) {
    const angle = (each / count) * 2 * Math.PI
    doc.circle(centre + radius * Math.cos(angle), centre + radius * Math.sin(angle), width / 2)
  }
  doc.fill(stamp)
}

function centred(doc: Doc, text: string, { at, size }: { readonly at: number; readonly size: number }): void {
  doc.font(fonts.semiBold).fontSize(size).fillColor(stamp)
  const wide = doc.widthOfString(text)
  // A long name of a town stays inside the inner ring.
  if (wide > 82) doc.fontSize((size * 82) / wide)
  doc.text(text, centre - doc.widthOfString(text) / 2, at, { lineBreak: false, baseline: 'alphabetic' })
}

/** Letter by letter along the ring; `above` reads clockwise, below the other way. */
function onCircle(
  doc: Doc,
  text: string,
  { radius, above }: { readonly radius: number; readonly above: boolean },
): void {
  const spacing = 1.1
  doc.font(fonts.semiBold).fontSize(12).fillColor(stamp)
  const widths = [...text].map((letter) => doc.widthOfString(letter) + spacing)
  const whole = widths.reduce((sum, each) => sum + each, 0)
  let along = -whole / 2
  for (const [index, letter] of [...text].entries()) {
    const wide = widths[index] ?? 0
    const angle = ((along + wide / 2) / radius) * (above ? 1 : -1)
    doc.save()
    doc.rotate((angle * 180) / Math.PI, { origin: [centre, centre] })
    doc.text(letter, centre - (wide - spacing) / 2, above ? centre - radius : centre + radius, {
      lineBreak: false,
      baseline: 'alphabetic',
    })
    doc.restore()
    along += wide
  }
}
