// HTML of a stranger → HTML that a browser may show: rebuilt from an allow list, never repaired. What is shown loads nothing
// from elsewhere, runs nothing, submits nothing, and lays nothing over anything. The page around it is a frame without scripts
// on an origin of its own; this is the first of those walls, and the only one that mail programs without them would have.

import sanitizeHtml from 'sanitize-html'
import {
  type Attributes,
  allowedAttributes,
  allowedElements,
  anchorOf,
  classesOf,
  elementsWithoutText,
  ownPrefix,
  plainAttributesOf,
} from './allowed-html.ts'
import { boundedHtml } from './bounded-html.ts'
import { inlineStyle } from './inline-style.ts'
import { linkTarget, opensElsewhere } from './link-target.ts'
import { markLinks, type ShownLink } from './mark-links.ts'
import { backgroundOf, type ImageSources, type ImageTally, imageAttributes } from './message-images.ts'
import { styleRules } from './style-rules.ts'

export interface SafeHtml {
  readonly html: string
  /** For a style element beside: rules below the class that was given, which whoever shows it puts around `html`. */
  readonly styles: string
  readonly links: readonly ShownLink[]
  /** Images and backgrounds of other servers, shown by our proxy or not at all. */
  readonly remoteImages: number
  /** Images that nobody can see, left out whatever the reader asks for. */
  readonly trackers: number
  /** The message's own images that are shown. */
  readonly contentIds: ReadonlySet<string>
  /** It was longer, or more deeply nested, than is worked on. */
  readonly cut: boolean
}

/** In linear time; never throws. */
export function sanitiseHtml(written: string, sources: ImageSources, scope = 'm-mail'): SafeHtml {
  const { html, cut } = boundedHtml(written)
  const tally: ImageTally = { remoteImages: 0, trackers: 0, contentIds: new Set() }
  const rebuilt = sanitizeHtml(html, {
    allowedTags: [...allowedElements],
    allowedAttributes: { '*': [...allowedAttributes] },
    nonTextTags: [...elementsWithoutText],
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    selfClosing: ['br', 'col', 'hr', 'img', 'wbr'],
    // A style is rebuilt before it gets here.
    parseStyleAttributes: false,
    transformTags: { '*': (name, attributes) => rebuiltTag(name, attributes, { sources, tally }) },
    textFilter: withoutOverrides,
  })
  return { ...markLinks(rebuilt), ...tally, styles: styleRules(html, scope), cut }
}

/** RFC 9839 and UAX 9 §2.2: they make `moc.elpmaxe` read as a name, and nothing that is written in any language needs them. */
const withoutOverrides = (text: string): string => text.replace(/[\u202d\u202e]/g, '')

interface Images {
  readonly sources: ImageSources
  readonly tally: ImageTally
}

/**
 * What stands for an image that is left out: it shows nothing. Under a name that is not allowed, sanitize-html would write
 * the end tag of that name for the next element of the same depth.
 */
const leftOut: sanitizeHtml.Tag = { tagName: 'wbr', attribs: {} }

function rebuiltTag(name: string, given: Attributes, images: Images): sanitizeHtml.Tag {
  const tagName = name === 'body' ? 'div' : name
  if (!known.has(tagName)) return { tagName: name, attribs: {} }
  const style = inlineStyle(given.style ?? '')
  if (tagName === 'img') {
    const attribs = imageAttributes(given, style, images)
    return attribs === null ? leftOut : { tagName, attribs: { ...attribs, ...styled([style.style]) } }
  }
  const background = backgroundOf(style.background ?? given.background ?? null, images)
  return {
    tagName,
    attribs: {
      ...plainAttributesOf(given),
      ...(tagName === 'a' ? linkAttributes(given) : {}),
      ...named(given),
      ...styled([style.style, background.style]),
      ...(background.remote === null ? {} : { 'data-remote-background': background.remote }),
    },
  }
}

const known = new Set(allowedElements)

const styled = (declarations: readonly string[]): Attributes => {
  const style = declarations.filter((each) => each !== '').join(';')
  return style === '' ? {} : { style }
}

function named({ id, name, class: classes }: Attributes): Attributes {
  const anchor = anchorOf(id ?? name)
  const kept = classesOf(classes)
  return { ...(anchor === '' ? {} : { id: anchor }), ...(kept === '' ? {} : { class: kept }) }
}

/** A link within the message, or to elsewhere. */
function linkAttributes({ href = '' }: Attributes): Attributes {
  const [, within] = /^\s*#([\w.:-]{1,100})\s*$/.exec(href.slice(0, 200)) ?? []
  if (within !== undefined) return { href: `#${ownPrefix}${within}` }
  const target = linkTarget(href)
  return target === null ? {} : { href: target.href, ...opensElsewhere }
}
