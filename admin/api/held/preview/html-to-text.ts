// HTML reduced to the words a person would read, and where its links lead. One pass, nothing is run or loaded, and nothing
// that comes out is ever taken for HTML again.

import { decodeEntities } from './entities.ts'

export interface ReducedHtml {
  readonly text: string
  /** Values of href, as written. */
  readonly targets: readonly string[]
}

/** What is between such tags is no text. */
const silent = new Set(['script', 'style', 'title', 'template', 'noscript', 'textarea', 'svg'])
/** Begin and end on a line of their own. */
const blocks = new Set(
  'address article blockquote div dl dt dd fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul br'.split(
    ' ',
  ),
)
const mostTargets = 200

export function htmlToText(html: string): ReducedHtml {
  const lower = html.toLowerCase()
  const pieces: string[] = []
  const targets: string[] = []
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    pieces.push(decodeEntities(html.slice(at, open < 0 ? html.length : open)).replace(/\s+/g, ' '))
    if (open < 0) break
    const name = /^\/?([a-z][a-z0-9]*)/.exec(lower.slice(open + 1, open + 20))?.[1]
    if (name === undefined && !/^[!?/]/.test(lower.slice(open + 1, open + 2))) {
      pieces.push('<')
      at = open + 1
      continue
    }
    const ends = endOfTag(lower, open, name)
    if (ends === null) break
    if (name === 'a') addTarget(html.slice(open, ends), targets)
    if (name === 'td' || name === 'th') pieces.push(' ')
    if (name !== undefined && blocks.has(name)) pieces.push('\n')
    at = ends
  }
  return { text: pieces.join(''), targets }
}

/** After the tag, or after all that a silent one hides; null when that has no end, and nothing after it is text. */
function endOfTag(lower: string, open: number, name: string | undefined): number | null {
  if (lower.startsWith('<!--', open)) return after(lower, '-->', open + 4)
  const close = after(lower, '>', open)
  if (close === null || name === undefined || !silent.has(name) || lower[open + 1] === '/') return close
  const end = after(lower, `</${name}`, close)
  return end === null ? null : after(lower, '>', end)
}

function after(text: string, what: string, from: number): number | null {
  const at = text.indexOf(what, from)
  return at < 0 ? null : at + what.length
}

function addTarget(tag: string, targets: string[]): void {
  const [, quoted, single, bare] =
    /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag.slice(0, 4000)) ?? []
  const target = quoted ?? single ?? bare
  if (target !== undefined && targets.length < mostTargets) targets.push(decodeEntities(target))
}
