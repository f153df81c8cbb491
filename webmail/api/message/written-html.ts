// HTML that somebody wrote here to be put into messages, such as a signature: rebuilt from the allow list of what comes in, and from less
// of it. No image, because what a signature shows must travel with the message; nothing that names a part of a page.

import sanitizeHtml from 'sanitize-html'
import { allowedElements, elementsWithoutText } from './allowed-html.ts'
import { boundedHtml } from './bounded-html.ts'
import { inlineStyle } from './inline-style.ts'
import { linkTarget } from './link-target.ts'

const elements = allowedElements.filter((name) => name !== 'img')

/** Sanitised once more, it is the same. In linear time; never throws. */
export const writtenHtml = (written: string): string =>
  sanitizeHtml(boundedHtml(written).html, {
    allowedTags: elements,
    allowedAttributes: { '*': ['style'], a: ['href', 'style'] },
    nonTextTags: [...elementsWithoutText],
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    selfClosing: ['br', 'col', 'hr', 'wbr'],
    // A style is rebuilt before it gets here.
    parseStyleAttributes: false,
    transformTags: { '*': (tagName, given) => ({ tagName, attribs: attributesOf(tagName, given) }) },
    textFilter: (text) => text.replace(/[\u202d\u202e]/g, ''),
  }).trim()

function attributesOf(tagName: string, { style: given = '', href = '' }: sanitizeHtml.Attributes) {
  const { style } = inlineStyle(given)
  const target = tagName === 'a' ? linkTarget(href) : null
  return { ...(style === '' ? {} : { style }), ...(target === null ? {} : { href: target.href }) }
}
