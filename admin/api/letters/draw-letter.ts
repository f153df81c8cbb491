// One page: A4, folded in three for a DL envelope (marks at 99 and 198 mm), the address where its window is. Everything
// that is said is tagged for readers (PDF 1.7 §14.8); what is only drawn is marked as such.

import { encode } from 'uqr'
import { fonts } from './fonts.ts'
import type { Letter } from './letter.ts'
import {
  block,
  type Doc,
  ink,
  left,
  line,
  mm,
  paragraph,
  rule,
  type Structure,
  said,
  softInk,
  width,
} from './page-elements.ts'
import { decoration, drawMark, drawPostmark } from './postmark.ts'

const green = '#0F6B5E'

export function drawLetter(doc: Doc, letter: Letter): void {
  doc.addPage()
  const page = doc.struct('Sect')
  doc.addStructure(page)
  decoration(doc, () => {
    for (const fold of [99, 198]) line(doc, { x: 0, y: mm(fold), width: mm(5), weight: 0.75, color: rule })
  })
  drawMark(doc, { x: left, y: mm(18.5), height: 33 })
  head(doc, page, letter)
  doc.y = mm(104)
  paragraph(doc, page, { kind: 'H1', pieces: [{ text: letter.subject, strong: true }], after: mm(5) })
  paragraph(doc, page, { pieces: [{ text: letter.salutation }] })
  for (const pieces of letter.opening) paragraph(doc, page, { pieces })
  activation(doc, page, letter)
  for (const text of letter.closing) paragraph(doc, page, { pieces: [{ text }] })
  foot(doc, page, letter)
  page.end()
}

function head(doc: Doc, page: Structure, { from, to, references, place }: Letter): void {
  const [department = '', ...rest] = from
  block(doc, page, {
    x: left + mm(24),
    y: mm(18),
    width: mm(110),
    lines: [
      { text: department, size: 12.5, strong: true },
      ...rest.map((text) => ({ text, size: 9.5, color: softInk })),
    ],
  })
  const last = to.length - 1
  block(doc, page, {
    x: mm(110),
    y: mm(47),
    width: mm(84),
    lines: to.map((text, index) => ({ text, size: 11, strong: index === last })),
  })
  let y = mm(80)
  for (const [name, value] of references) {
    block(doc, page, { x: left, y, width: mm(28), lines: [{ text: name, size: 9.5, color: softInk }] })
    block(doc, page, { x: left + mm(28), y, width: mm(50), lines: [{ text: value, size: 9.5 }] })
    y += 9.5 * 1.5
  }
  block(doc, page, { x: mm(110), y: mm(80), width: mm(80), lines: [{ text: place, size: 10.5 }] })
}

function activation(doc: Doc, page: Structure, { steps, code, link }: Letter): void {
  const qr = mm(33)
  const column = width - qr - mm(6)
  doc.y += mm(2.4)
  const top = doc.y
  decoration(doc, () => line(doc, { x: left, y: top, width, weight: 1.5, color: ink }))
  doc.y = top + mm(4.5)
  const list = doc.struct('L')
  page.add(list)
  for (const [index, pieces] of steps.entries()) {
    const item = doc.struct('LI')
    list.add(item)
    const y = doc.y
    block(doc, item, {
      x: left,
      y,
      width: mm(6),
      kind: 'Lbl',
      lines: [{ text: `${index + 1}.`, size: 10.5, strong: true, color: green }],
    })
    doc.y = y
    const body = doc.struct('LBody')
    item.add(body)
    paragraph(doc, body, { pieces, x: left + mm(6), width: column - mm(6), after: mm(1.6) })
    if (index === 1) codeGroups(doc, body, code)
    body.end()
    item.end()
  }
  list.end()
  const bottom = Math.max(doc.y - mm(1.6), top + mm(4.5) + qr) + mm(4.5)
  said(doc, page, {
    kind: 'Figure',
    alt: 'Code à photographier, mène à la page d’activation',
    draw: () => drawQr(doc, link, { x: left + width - qr, y: (top + bottom - qr) / 2, size: qr }),
  })
  decoration(doc, () => line(doc, { x: left, y: bottom, width, weight: 0.75, color: rule }))
  doc.y = bottom + mm(5)
}

const codeSize = 17
const cell = { width: mm(25), height: mm(8.6), gap: mm(2.4) }

function codeGroups(doc: Doc, parent: Structure, groups: readonly string[]): void {
  const y = doc.y + mm(0.6)
  const x = left + mm(6)
  decoration(doc, () => {
    for (const index of groups.keys())
      doc
        .lineWidth(0.75)
        .roundedRect(x + index * (cell.width + cell.gap), y, cell.width, cell.height, mm(1))
        .stroke(rule)
  })
  const draw = () => {
    doc.font(fonts.semiBold).fontSize(codeSize).fillColor(ink)
    for (const [index, group] of groups.entries()) {
      const spacing = 1.6
      const wide = doc.widthOfString(group) + spacing * (group.length - 1)
      doc.text(
        group,
        x + index * (cell.width + cell.gap) + (cell.width - wide) / 2,
        y + cell.height / 2 + 6,
        {
          characterSpacing: spacing,
          lineBreak: false,
          baseline: 'alphabetic',
        },
      )
    }
  }
  said(doc, parent, { kind: 'Span', actual: groups.join('-'), draw })
  doc.y = y + cell.height + mm(2.5)
}

/** Dark runs of each row as rectangles, with a quiet zone that the page itself gives. */
function drawQr(
  doc: Doc,
  text: string,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  const { data } = encode(text, { ecc: 'M', border: 0 })
  const module = size / data.length
  for (const [row, cells] of data.entries()) {
    for (let start = 0; start < cells.length; start++) {
      if (cells[start] !== true) continue
      let end = start
      while (cells[end] === true) end++
      doc.rect(x + start * module, y + row * module, (end - start) * module, module)
      start = end
    }
  }
  doc.fill(ink)
}

function foot(doc: Doc, page: Structure, { signature, footer, postmark }: Letter): void {
  // However long names are, the letter stays one page.
  const y = Math.min(doc.y + mm(3), mm(246))
  drawPostmark(doc, { x: left - mm(2), y, width: 134.4 }, postmark)
  const [forWhom = '', who = ''] = signature
  block(doc, page, { x: left + mm(99), y: y + mm(2), width: mm(66), lines: [{ text: forWhom, size: 10.5 }] })
  block(doc, page, { x: left + mm(99), y: y + mm(20), width: mm(66), lines: [{ text: who, size: 10.5 }] })
  decoration(doc, () => line(doc, { x: left, y: mm(276), width, weight: 0.75, color: '#D9DCE1' }))
  const small = { size: 8.5, color: softInk }
  block(doc, page, { x: left, y: mm(278.5), width: mm(135), lines: [{ text: footer, ...small }] })
  block(doc, page, {
    x: left + mm(140),
    y: mm(278.5),
    width: mm(25),
    align: 'right',
    lines: [{ text: 'Page 1 sur 1', ...small }],
  })
}
