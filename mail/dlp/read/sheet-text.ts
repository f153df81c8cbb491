// A workbook as rows of cells (ECMA-376 part 1 §18): shared strings, numbers with all their digits, dates as people read them.

import { wholeNumber } from './markup-text.ts'
import { readXml, type XmlReader } from './xml-events.ts'

/** Texts that cells refer to by number. */
export function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let within = false
  readXml(xml, {
    open: (name) => {
      if (name === 'si') text = ''
      within = name === 't'
    },
    text: (piece) => {
      if (within) text += piece
    },
    close: (name) => {
      if (name === 't') within = false
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

/** §18.8.30: formats that every program has. */
const builtInDates = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])

/** Which styles of cells show a date. */
export function dateStyles(xml: string): ReadonlySet<number> {
  const dates = new Set(builtInDates)
  const styles = new Set<number>()
  let within = false
  let index = 0
  readXml(xml, {
    open: (name, { numFmtId, formatCode = '' }) => {
      const format = Number(numFmtId)
      if (name === 'numFmt' && /[dy]/i.test(formatCode.replace(/"[^"]*"|\[[^\]]*\]/g, ''))) dates.add(format)
      if (name === 'cellXfs') within = true
      if (name === 'xf' && within) {
        if (dates.has(format)) styles.add(index)
        index += 1
      }
    },
    close: (name) => {
      if (name === 'cellXfs') within = false
    },
  })
  return styles
}

export interface Workbook {
  /** Null where they could not be read. */
  readonly strings: readonly string[] | null
  readonly dates: ReadonlySet<number>
}

export interface SheetReading {
  readonly text: string
  /** No cell points to a string that is not there. */
  readonly whole: boolean
}

/** §18.3.1.46: what is printed on each page, its three places and how it looks as codes. */
const printed = new Set('oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter'.split(' '))
const printedCodes = /&(?:([LCR])|(&)|"[^"]*"|\d{1,3}|K[\dA-F]{2}[+-]\d{3}|K[\dA-F]{6}|[A-Z])/g
const printedText = (raw: string): string =>
  raw.replace(printedCodes, (_code, place?: string, sign?: string) =>
    place === undefined ? (sign ?? '') : '\n',
  )

/** Rows as lines, cells apart by tabs; stops once it has this many characters. */
export function sheetText(xml: string, { strings, dates }: Workbook, most: number): SheetReading {
  const pieces: string[] = []
  let length = 0
  let whole = true
  let value = ''
  let within = false
  let cell: Readonly<Record<string, string>> = {}
  const add = (text: string) => {
    if (length < most) pieces.push(text)
    length += text.length
  }
  const reader: XmlReader = {
    open: (name, attributes) => {
      if (name === 'c') cell = attributes
      if (name === 'c' || printed.has(name)) value = ''
      within = name === 'v' || name === 't' || printed.has(name)
    },
    text: (piece) => {
      if (within && value.length < most) value += piece
    },
    close: (name) => {
      if (name === 'v' || name === 't' || printed.has(name)) within = false
      if (name === 'row') add('\n')
      if (printed.has(name)) add(`${printedText(value)}\n`)
      if (name === 'c') add(`${shown(value, cell)}\t`)
    },
  }
  readXml(xml, reader, () => length >= most)
  return { text: pieces.join('').slice(0, most), whole }

  function shown(raw: string, { t: type, s: style }: Readonly<Record<string, string>>): string {
    if (type === 's') return raw === '' ? '' : shared(Number(raw))
    if (type !== undefined && type !== 'n') return raw
    if (raw === '' || Number.isNaN(Number(raw))) return raw
    return dates.has(Number(style)) ? day(Number(raw)) : wholeNumber(raw)
  }

  function shared(index: number): string {
    const string = strings?.[index]
    if (string === undefined) whole = false
    return string ?? ''
  }
}

/** Days since 1899-12-30, which is what the error of 1900 leaves of them (§18.17.4). */
function day(serial: number): string {
  if (serial < 1 || serial > 2_958_465) return String(serial)
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`
}
