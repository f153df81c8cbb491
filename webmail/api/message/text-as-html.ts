// text/plain as a browser may show it: every sign of it as text, quotes in blocks, and links for what is plainly a link. Spaces
// and line ends stay as they are, for tables are drawn with them.

import { type Html, html } from '#core/html.ts'
import { linkTarget, opensElsewhere } from './link-target.ts'
import { markLinks, type ShownLink } from './mark-links.ts'
import { type TextFormat, textLines } from './text-lines.ts'

export interface TextAsHtml {
  readonly html: string
  readonly links: readonly ShownLink[]
  /** It was longer than is worked on. */
  readonly cut: boolean
}

const mostCharacters = 1024 * 1024
/** More layers than this look alike. */
const mostQuotes = 12

/** Never throws. What it gives needs no sanitising: nothing of the text is markup. */
export function textAsHtml(written: string, format: TextFormat): TextAsHtml {
  const text = written.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '')
  const pieces: string[] = []
  let depth = 0
  let lines: Html[] = []
  const endBlock = () => {
    if (lines.length > 0) pieces.push(block(lines))
    lines = []
  }
  const goTo = (next: number) => {
    if (next !== depth) endBlock()
    for (; depth < next; depth += 1) pieces.push('<blockquote type="cite">')
    for (; depth > next; depth -= 1) pieces.push('</blockquote>')
  }
  for (const line of textLines(text, format)) {
    goTo(Math.min(line.depth, mostQuotes))
    lines.push(html`${withLinks(line.text)}\n`)
  }
  endBlock()
  goTo(0)
  return { ...markLinks(pieces.join('')), cut: text.length < written.length }
}

const block = (lines: readonly Html[]): string =>
  html`<div style="white-space:pre-wrap;overflow-wrap:anywhere">${lines}</div>`.text

/** Neither what turns the direction of writing, nor what no terminal shows. */
const unseen = /[\u202d\u202e]|(?!\t)\p{Cc}/gu

function withLinks(line: string): readonly Html[] {
  return line
    .replace(unseen, '')
    .split(/([\s<>"«»]+)/)
    .flatMap((piece, index) => (index % 2 === 0 ? linked(piece) : [html`${piece}`]))
}

/** A word, and the link in it. */
function linked(word: string): readonly Html[] {
  const start = word.search(/(?<![\p{L}\p{N}])(?:https?:\/\/|mailto:|www\.)/iu)
  const found = start < 0 ? addressIn(word) : { start, end: endOfUrl(word, start) }
  if (found === null) return [html`${word}`]
  const text = word.slice(found.start, found.end)
  const target = linkTarget(start < 0 ? `mailto:${text}` : /^www\./i.test(text) ? `https://${text}` : text)
  if (target === null) return [html`${word}`]
  const { target: place, rel } = opensElsewhere
  return [
    html`${word.slice(0, found.start)}`,
    html`<a href="${target.href}" target="${place}" rel="${rel}">${text}</a>`,
    html`${word.slice(found.end)}`,
  ]
}

/** What ends a sentence or a bracket is no part of a URL, unless the bracket was opened in it. */
function endOfUrl(word: string, start: number): number {
  let end = word.length
  let open = word.slice(start).split('(').length - word.slice(start).split(')').length
  for (; end > start; end -= 1) {
    const sign = word.charAt(end - 1)
    if (sign === ')' && open < 0) open += 1
    else if (!".,;:!?'’]}…*_".includes(sign)) break
  }
  return end
}

const longestAddress = 254

function addressIn(word: string): { readonly start: number; readonly end: number } | null {
  if (!word.includes('@') || word.length > longestAddress + 20) return null
  const [found, before = '', address = ''] =
    /^([([{'*_]{0,5})([\w.+%-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})[)\]}.,;:!?'*_]{0,9}$/i.exec(
      word,
    ) ?? []
  return found === undefined ? null : { start: before.length, end: before.length + address.length }
}
