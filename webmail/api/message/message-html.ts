// The body of a message as one piece of HTML, from the parts that are read and their octets: each made safe by itself, so that what
// one leaves open does not reach into the next.

import { mostHtmlCharacters } from './bounded-html.ts'
import { decodedText } from './decoded-text.ts'
import type { ShownLink } from './mark-links.ts'
import type { ImageSources } from './message-images.ts'
import type { TextPart } from './readable-parts.ts'
import { type SafeHtml, sanitiseHtml } from './sanitise-html.ts'
import { splitQuoteInHtml } from './split-quote.ts'
import { splitQuoteInText } from './split-quote-in-text.ts'
import { textAsHtml } from './text-as-html.ts'

export interface FetchedText {
  readonly part: TextPart
  /** After its transfer encoding. */
  readonly octets: Buffer
}

export interface MessageHtml extends SafeHtml {
  /** The history of the conversation, to be unfolded; null when all is shown. */
  readonly quoted: string | null
}

export interface ShownAs {
  readonly subject: string
  readonly images: ImageSources
}

/** A message of more texts than this is no letter. */
const mostTexts = 20

/** Never throws. */
export function messageHtml(texts: readonly FetchedText[], { subject, images }: ShownAs): MessageHtml {
  const [only, second] = texts
  if (only !== undefined && second === undefined && only.part.kind === 'plain')
    return shownText(only, subject)
  const pieces: SafeHtml[] = []
  let room = mostHtmlCharacters
  for (const [index, { part, octets }] of texts.slice(0, mostTexts).entries()) {
    if (room <= 0) break
    const written = decodedText(octets, part.charset, part.kind)
    const within = written.slice(0, room)
    room -= within.length
    const piece =
      part.kind === 'html'
        ? sanitiseHtml(within, images, scopeOf(index))
        : { ...noImages, ...textAsHtml(within, part) }
    pieces.push({ ...piece, cut: piece.cut || within.length < written.length })
  }
  const html = pieces.map((piece, index) => `<div class="${scopeOf(index)}">${piece.html}</div>`).join('')
  const split = splitQuoteInHtml(html, subject)
  return {
    html: split?.own ?? html,
    quoted: split?.quoted ?? null,
    styles: pieces.map(({ styles }) => styles).join('\n'),
    links: pieces.flatMap(({ links }): readonly ShownLink[] => links),
    remoteImages: pieces.reduce((sum, piece) => sum + piece.remoteImages, 0),
    trackers: pieces.reduce((sum, piece) => sum + piece.trackers, 0),
    contentIds: new Set(pieces.flatMap(({ contentIds }) => [...contentIds])),
    cut: pieces.length < texts.length || pieces.some(({ cut }) => cut),
  }
}

/** Rules of one text reach no other. */
const scopeOf = (index: number): string => `m-mail-${index}`

const noImages = { styles: '', remoteImages: 0, trackers: 0, contentIds: new Set<string>() } as const

function shownText({ part, octets }: FetchedText, subject: string): MessageHtml {
  const text = decodedText(octets, part.charset, 'plain')
  const split = splitQuoteInText(text, subject)
  const own = textAsHtml(split?.own ?? text, part)
  if (split === null) return { ...noImages, ...own, quoted: null }
  const quoted = textAsHtml(split.quoted, part)
  return {
    ...noImages,
    ...own,
    links: [...own.links, ...quoted.links],
    quoted: quoted.html,
    cut: own.cut || quoted.cut,
  }
}
