// HTML of a stranger cut to what can be worked on in linear time. The parser looks through all open elements at each end tag,
// so layers without end would cost the square of their number.

import { Parser } from 'htmlparser2'

export interface BoundedHtml {
  readonly html: string
  /** Something was left out at the end. */
  readonly cut: boolean
}

/** A message with long history has some dozens of layers; browsers stop at 512. */
const deepest = 256
const mostElements = 50_000
export const mostHtmlCharacters = 2 * 1024 * 1024
const step = 65_536

/** Two million characters, some hundred layers and some ten thousand elements of it, whole up to where it is cut. */
export function boundedHtml(written: string): BoundedHtml {
  // Browsers drop NUL or replace it: it must not be what hides a name from us.
  const whole = written.slice(0, mostHtmlCharacters).replaceAll('\0', '')
  const html = whole.slice(0, endOfWork(whole))
  const isCut = written.length > mostHtmlCharacters || html.length < whole.length
  // The parser leaves out a tag that has no end; half a character would stay.
  return { html: html.replace(/[\ud800-\udbff]$/, ''), cut: isCut }
}

/** Where one element too many begins. */
function endOfWork(html: string): number {
  let [end, depth, elements] = [html.length, 0, 0]
  const isOver = () => end < html.length
  const parser = new Parser({
    onopentag() {
      depth += 1
      elements += 1
      if (!isOver() && (depth > deepest || elements > mostElements)) end = parser.startIndex
    },
    onclosetag() {
      depth -= 1
    },
  })
  for (let at = 0; at < html.length && !isOver(); at += step) parser.write(html.slice(at, at + step))
  return end
}
