// The text of a message in HTML, for the line in a list and for the quote of an answer in plain text: paragraphs, list marks
// and `>` for what is quoted (RFC 3676 §4.5), in one pass and bounded.

import { Parser } from 'htmlparser2'
import { singleLine } from '#core/message/single-line.ts'
import { elementsWithoutText } from './allowed-html.ts'
import { boundedHtml } from './bounded-html.ts'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))
const paragraphs = words('p h1 h2 h3 h4 h5 h6 ul ol dl pre table blockquote hr figure')
const ownLine = words(
  'div tr li dt dd section article header footer main nav aside address center caption body',
)
const withoutText = new Set(elementsWithoutText)

interface WantedText {
  /** Characters. */
  readonly most?: number
  /** What stands for a picture: its words alone, or so that they are not read as words of the author. */
  readonly pictures?: 'words' | 'bracketed'
}

/** Takes HTML as it came as well as what was made safe. */
export function textOfHtml(html: string, { most = 200_000, pictures = 'words' }: WantedText = {}): string {
  const page = new WrittenLines()
  let [hidden, kept] = [0, 0]
  const boundary = (name: string) => {
    if (paragraphs.has(name)) page.endParagraph()
    else if (ownLine.has(name)) page.endLine()
  }
  const parser = new Parser({
    onopentag(name, { alt = '' }) {
      if (withoutText.has(name)) hidden += 1
      boundary(name)
      if (name === 'blockquote') page.quotes += 1
      else if (name === 'pre') kept += 1
      else if (name === 'br') page.endLineOrParagraph()
      else if (hidden === 0)
        page.add(signOf(name, pictures === 'bracketed' && alt.trim() !== '' ? `[${alt.trim()}]` : alt))
    },
    ontext(text) {
      if (hidden > 0 || page.length > most) return
      if (kept === 0) page.add(text.replace(/[ \t\r\n\f]+/g, ' '))
      else page.addLines(text.split(/\r\n|\r|\n/))
    },
    onclosetag(name) {
      if (withoutText.has(name)) hidden -= 1
      boundary(name)
      if (name === 'blockquote') page.quotes -= 1
      else if (name === 'pre') kept -= 1
    },
  })
  parser.end(boundedHtml(html).html)
  page.endLine()
  return page.lines.join('\n').slice(0, most).trimEnd()
}

/** What stands in the text for an element that has none of its own. */
function signOf(name: string, alt: string): string {
  switch (name) {
    case 'td':
    case 'th':
      return ' '
    case 'li':
      return '- '
    case 'img':
      return alt
    default:
      return ''
  }
}

const deepestQuote = 20

class WrittenLines {
  readonly lines: string[] = []
  length = 0
  quotes = 0
  #line = ''
  #blank = false
  /** Of the line before. */
  #quotesBefore = 0

  /** Blanks are one, and none at the beginning of a line. */
  add(text: string): void {
    this.#line += this.#line === '' || this.#line.endsWith(' ') ? text.replace(/^ /, '') : text
  }

  /** As they stand. */
  addLines([first = '', ...rest]: readonly string[]): void {
    this.#line += first
    for (const line of rest) {
      this.endLine()
      this.#line = line
    }
  }

  endLine(): void {
    const line = this.#line.trimEnd()
    this.#line = ''
    if (line === '') return
    const quotes = Math.min(this.quotes, deepestQuote)
    if (this.#blank && this.lines.length > 0)
      this.lines.push('> '.repeat(Math.min(quotes, this.#quotesBefore)).trimEnd())
    this.#blank = false
    this.#quotesBefore = quotes
    this.lines.push('> '.repeat(quotes) + line)
    this.length += line.length
  }

  endParagraph(): void {
    this.endLine()
    this.#blank = true
  }

  endLineOrParagraph(): void {
    if (this.#line.trim() === '') this.endParagraph()
    else this.endLine()
  }
}

/** One line for a list: what the author wrote, without quotes, without what fills the line of a newsletter unseen. */
export function excerptOf(text: string, most = 200): string {
  const own: string[] = []
  for (const line of text.slice(0, 20_000).split(/\r\n|\r|\n/)) {
    if (line === '-- ' || line === '--') break
    if (!line.startsWith('>')) own.push(line)
  }
  return singleLine(own.join(' ').replace(/[\u034f\u115f\u1160\u3164\p{Cf}]/gu, ''), most)
}
