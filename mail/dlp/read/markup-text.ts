// The text of HTML and of the XML of office documents, in one pass and whatever is broken in it: htmlparser2 never fails, and
// expands no entity but those of characters.

import { Parser } from 'htmlparser2'
import { localName } from './xml-events.ts'

/** Names of elements and attributes are without a prefix where it is XML. */
export interface MarkupRules {
  readonly xml: boolean
  /** What ends a line; what ends a cell. */
  readonly lines: ReadonlySet<string>
  readonly cells: ReadonlySet<string>
  /** Elements whose text counts; null for all. */
  readonly only: ReadonlySet<string> | null
  /** Elements whose text is not for readers. */
  readonly skipped: ReadonlySet<string>
  /** An attribute whose value is a number that the text shows in another form. */
  readonly numbers?: string
}

/** Stops once it has this many characters. */
export function markupText(markup: string, rules: MarkupRules, most: number): string {
  const pieces: string[] = []
  let length = 0
  let within = 0
  let hidden = 0
  const add = (text: string) => {
    if (length < most) pieces.push(text)
    length += text.length
  }
  const named = rules.xml ? localName : (name: string) => name
  const parser = new Parser(
    {
      onopentag(written, attributes) {
        const name = named(written)
        if (rules.only?.has(name)) within += 1
        if (rules.skipped.has(name)) hidden += 1
        if (rules.lines.has(name)) add('\n')
        if (rules.cells.has(name)) add('\t')
        if (rules.numbers !== undefined)
          for (const key in attributes)
            if (named(key) === rules.numbers) add(`${digits(attributes[key] ?? '')} `)
      },
      ontext(text) {
        if (hidden === 0 && (rules.only === null || within > 0)) add(rules.xml ? digits(text) : text)
      },
      onclosetag(written) {
        const name = named(written)
        if (rules.only?.has(name)) within -= 1
        if (rules.skipped.has(name)) hidden -= 1
        if (rules.lines.has(name)) add('\n')
        if (rules.cells.has(name)) add('\t')
      },
    },
    { xmlMode: rules.xml, decodeEntities: true },
  )
  for (let at = 0; at < markup.length && length < most; at += step) parser.write(markup.slice(at, at + step))
  if (length < most) parser.end()
  return pieces.join('').slice(0, most)
}

const step = 65_536

/** `1.85057800608436E14`, as a spreadsheet keeps long numbers → its digits. */
export function wholeNumber(written: string): string {
  const value = Number(written)
  return Number.isInteger(value) ? BigInt(value).toString() : written
}

/** The same, and whatever else it is as it stands: a reference may begin with noughts. */
export const digits = (written: string): string =>
  /^\d(?:\.\d+)?E\+?\d+$/i.test(written) ? wholeNumber(written) : written

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '))

/** HTML as mail programs write it: elements that a line ends with. */
export const htmlRules: MarkupRules = {
  xml: false,
  lines: set(
    'title body p div br tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote pre hr section article header footer dt dd option',
  ),
  cells: set('td th'),
  only: null,
  // Neither `head`, whose end may be left out (HTML Standard §13.1.2.4), nor `noscript`, which mail programs show.
  skipped: set('style script template'),
}

/**
 * ECMA-376 part 1 §17 to §21: text of runs, deleted text included: whoever shows changes reads it. Of Word, of slides, of text
 * boxes and comments anywhere; values that a chart or a link to another workbook keeps (`v`).
 */
export const officeRules: MarkupRules = {
  xml: true,
  lines: set('p br cr tr si comment pt row'),
  cells: set('tab tc v cell'),
  only: set('t delText instrText delInstrText text v'),
  skipped: set('Fallback'),
}

/** OpenDocument 1.3 §5 and §9. */
export const openDocumentRules: MarkupRules = {
  xml: true,
  lines: set('p h line-break table-row'),
  cells: set('tab s table-cell'),
  only: set('p h'),
  skipped: set('binary-data'),
  numbers: 'value',
}
