// The elements and texts of a message by where they stand, to tell where its quoted part begins and what follows it.

import { Parser } from 'htmlparser2'

export interface OutlinedElement {
  readonly name: string
  readonly classes: readonly string[]
  readonly id: string
  readonly style: string
  readonly isCitation: boolean
  /** Of its start tag. */
  readonly start: number
  readonly startEnd: number
  /** After its end tag. */
  end: number
  /** Those around it, the outermost first. */
  readonly parent: OutlinedElement | null
  /** How many blockquotes are around it. */
  readonly quotes: number
  /** Among the elements, in the order of their start tags. */
  readonly index: number
  /** The first text in it or after it, and the first after it. */
  readonly firstText: number
  textAfter: number
}

export interface OutlinedText {
  readonly at: number
  readonly text: string
  readonly element: OutlinedElement | null
  readonly quotes: number
}

export interface Outline {
  readonly elements: readonly OutlinedElement[]
  /** Only what can be seen; an image is one sign. */
  readonly texts: readonly OutlinedText[]
}

const lineBreak = new Set(['br', 'div', 'p', 'li', 'tr', 'blockquote', 'hr', 'table', 'h1', 'h2', 'h3'])
/** How an image reads among the texts. */
export const imageSign = '\ufffc'

/** Of HTML that was made safe: each element that is opened is closed. */
export function outlineOf(html: string): Outline {
  const elements: OutlinedElement[] = []
  const texts: OutlinedText[] = []
  let innermost: OutlinedElement | null = null
  let lines = ''
  const add = (text: string, at: number) => {
    const quotes: number = innermost === null ? 0 : innermost.quotes + Number(innermost.name === 'blockquote')
    texts.push({ at, text: lines + text, element: innermost, quotes })
    lines = ''
  }
  const parser = new Parser({
    onopentag(name, { class: classes = '', id = '', style = '', type = '', src, 'data-remote-src': remote }) {
      const parent: OutlinedElement | null = innermost
      const element: OutlinedElement = {
        name,
        classes: classes.split(' '),
        id,
        style,
        isCitation: name === 'blockquote' && type === 'cite',
        start: parser.startIndex,
        startEnd: parser.endIndex + 1,
        end: html.length,
        parent,
        quotes: parent === null ? 0 : parent.quotes + Number(parent.name === 'blockquote'),
        index: elements.length,
        firstText: texts.length,
        textAfter: Number.MAX_SAFE_INTEGER,
      }
      if (lineBreak.has(name)) lines = '\n'
      if (name === 'img' && (src ?? remote) !== undefined) add(imageSign, element.start)
      elements.push(element)
      innermost = element
    },
    ontext(text) {
      if (/[^\s\u200b-\u200f\ufeff]/.test(text)) add(text, parser.startIndex)
      else if (lines === '' && texts.length > 0) lines = ' '
    },
    onclosetag(name) {
      if (innermost === null) return
      innermost.end = parser.endIndex + 1
      innermost.textAfter = texts.length
      innermost = innermost.parent
      if (lineBreak.has(name)) lines = '\n'
    },
  })
  parser.end(html)
  return { elements, texts }
}

/** Texts by their number, joined; a line that begins with one of them begins with a line end. */
export const joined = ({ texts }: Outline, first: number, end: number): string =>
  texts
    .slice(first, end)
    .map(({ text }) => text)
    .join('')
