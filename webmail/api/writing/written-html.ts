// HTML as it leaves: what a person wrote, and what they quote, through the same allow list as what comes in, without what only
// means something to our own pages. And the mark between the two, by which a draft is taken apart again.

import { randomUUID } from 'node:crypto'
import sanitizeHtml from 'sanitize-html'
import { allowedAttributes, allowedElements } from '../message/allowed-html.ts'
import { sanitiseHtml } from '../message/sanitise-html.ts'

/** Between what was written and what is quoted. No HTML of others holds it: it has no classes once it went through here. */
const quoteBegins = '<div class="vaguemestre-quote">'
const quoteEnds = '</div>'

const before = '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
const after = '</body></html>'

/** Of ours alone: names within a page, places for images that are not loaded, marks on links. */
const ownAlone = new Set(['class', 'data-remote-background', 'data-remote-src', 'id', 'rel', 'target'])
const kept = allowedAttributes.filter((name) => !ownAlone.has(name))

/** Images inside are named by their Content-ID (RFC 2392), those elsewhere by where they are. */
export function writtenHtml(html: string): string {
  const safe = sanitiseHtml(html, { ofContentId: contentIdPlace, ofAddress: (address) => address })
  return bareHtml(safe.html)
}

/** What was made safe, images by `contentIdPlace`, without what only our pages need. */
export const bareHtml = (safe: string): string =>
  sanitizeHtml(safe, {
    allowedTags: [...allowedElements],
    allowedAttributes: { '*': [...kept] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    selfClosing: ['br', 'col', 'hr', 'img', 'wbr'],
    parseStyleAttributes: false,
  }).replaceAll(places, 'cid:')

/** What makes HTML safe knows no `cid:`. Nobody who writes HTML knows this, so it stands for nothing else. */
const places = `https://${randomUUID()}.invalid/`

/** Where an image inside is meanwhile. `a@b` stays readable: some programs do not decode it. */
export const contentIdPlace = (contentId: string): string =>
  places + encodeURIComponent(contentId).replaceAll('%40', '@')

/** Both through `writtenHtml` before; `quote` may be empty. */
export const wholeHtml = (own: string, quote: string): string =>
  `${before}<div>${own}</div>${quote === '' ? '' : quoteBegins + quote + quoteEnds}${after}`

export interface WrittenParts {
  readonly own: string
  readonly quote: string
}

/** Of what `wholeHtml` made; all of it is one's own where another program wrote it. */
export function partsOfHtml(html: string): WrittenParts {
  const body = html.startsWith(before) ? html.slice(before.length) : null
  if (body === null) return { own: html, quote: '' }
  const content = body.slice(0, body.lastIndexOf(after))
  const at = content.indexOf(quoteBegins)
  const own = at < 0 ? content : content.slice(0, at)
  return {
    own: own.replace(/^<div>/, '').replace(/<\/div>\s*$/, ''),
    quote: at < 0 ? '' : content.slice(at + quoteBegins.length, content.lastIndexOf(quoteEnds)),
  }
}

/** Content-IDs that it shows. */
export function contentIdsIn(html: string): ReadonlySet<string> {
  return sanitiseHtml(html, { ofContentId: contentIdPlace, ofAddress: null }).contentIds
}

/** Something that a reader would see. */
export const saysSomething = (html: string, text: string): boolean =>
  text.trim() !== '' || /<(?:img|hr)\b/i.test(html)
