// Where the images of a message come from: its own parts (`cid:`, RFC 2392), or a server that would learn from the asking who
// reads what, when and where. The latter are named, never loaded, unless the reader asked for them; then by our proxy.

import { type Attributes, plainAttributesOf } from './allowed-html.ts'
import { type InlineStyle, showsNothing } from './inline-style.ts'
import { webAddress } from './link-target.ts'

export interface ImageSources {
  /** The URL that serves an image of this message; null when it has none of that Content-ID. */
  readonly ofContentId: (contentId: string) => string | null
  /** The URL of our proxy for an image elsewhere; null while the reader has not asked to see them. */
  readonly ofAddress: ((address: string) => string) | null
}

/** What was met on the way. */
export interface ImageTally {
  remoteImages: number
  trackers: number
  readonly contentIds: Set<string>
}

/** The attributes of an image; null for one that is there to be fetched and not to be seen. */
export function imageAttributes(
  given: Attributes,
  style: InlineStyle,
  { sources, tally }: { readonly sources: ImageSources; readonly tally: ImageTally },
): Record<string, string> | null {
  const source = sourceOf(given)
  if (source === null) return plainAttributesOf(given)
  if (source.kind === 'own') {
    const url = sources.ofContentId(source.contentId)
    if (url === null) return plainAttributesOf(given)
    tally.contentIds.add(source.contentId)
    return { ...plainAttributesOf(given), src: url }
  }
  if (isTracker(given, style)) {
    tally.trackers += 1
    return null
  }
  tally.remoteImages += 1
  const { ofAddress } = sources
  return {
    ...plainAttributesOf(given),
    ...(ofAddress === null ? { 'data-remote-src': source.address } : { src: ofAddress(source.address) }),
  }
}

/** A background that a style or an attribute names: of another server only, and never by a URL of the sender's. */
export function backgroundOf(
  written: string | null,
  { sources, tally }: { readonly sources: ImageSources; readonly tally: ImageTally },
): { readonly style: string; readonly remote: string | null } {
  const source = written === null ? null : sourceOf({ src: written })
  if (source === null) return { style: '', remote: null }
  if (source.kind === 'own') {
    const url = sources.ofContentId(source.contentId)
    if (url === null) return { style: '', remote: null }
    tally.contentIds.add(source.contentId)
    return { style: cssBackground(url), remote: null }
  }
  tally.remoteImages += 1
  const { ofAddress } = sources
  return ofAddress === null
    ? { style: '', remote: source.address }
    : { style: cssBackground(ofAddress(source.address)), remote: null }
}

/** Nothing in the URL may end the string it stands in (CSS Syntax 3 §4.3.5). */
const cssBackground = (url: string): string =>
  `background-image:url("${url.replace(/["\\()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)}")`

type Source =
  | { readonly kind: 'own'; readonly contentId: string }
  | { readonly kind: 'elsewhere'; readonly address: string }

/** `srcset` counts only where there is no `src`: each of its candidates is the same image. */
function sourceOf({ src = '', srcset = '' }: Attributes): Source | null {
  const [, contentId] = /^\s*cid:(.{1,1500})$/is.exec(src) ?? []
  if (contentId !== undefined) return { kind: 'own', contentId: percentDecoded(contentId.trim()) }
  const address = webAddress(src) ?? webAddress(srcset.trim().slice(0, 8_000).split(/[\s,]/)[0] ?? '')
  return address === null ? null : { kind: 'elsewhere', address }
}

/** RFC 2392 §2. */
function percentDecoded(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return written
  }
}

const isTracker = ({ width = '', height = '', hidden }: Attributes, { style }: InlineStyle): boolean =>
  hidden !== undefined ||
  showsNothing(style) ||
  isNoSize(width, 0) ||
  isNoSize(height, 0) ||
  (isNoSize(width, 2) && isNoSize(height, 2))

const isNoSize = (extent: string, most: number): boolean =>
  /^\s*\d+(?:\.\d+)?\s*(?:px)?\s*$/i.test(extent.slice(0, 20)) && Number.parseFloat(extent) <= most
