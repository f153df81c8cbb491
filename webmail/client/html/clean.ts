// Cleans the HTML of a message a second time, in the browser that shows it: the server has done so already, by another
// library. What is left is text, tables, pictures and links.

import DOMPurify, { type Config } from 'dompurify'

/** Beside DOMPurify's own list: whatever could run, load, send, or draw outside its place. */
const neverTags = [
  ...['script', 'style', 'link', 'meta', 'base', 'title', 'template', 'slot', 'noscript', 'dialog'],
  ...['iframe', 'frame', 'frameset', 'object', 'embed', 'portal', 'svg', 'math', 'canvas'],
  ...['form', 'input', 'button', 'select', 'option', 'optgroup', 'textarea', 'fieldset', 'label'],
  ...['audio', 'video', 'source', 'track', 'picture', 'map', 'area'],
]

const neverAttributes = [
  ...['name', 'for', 'form', 'action', 'formaction', 'srcset', 'srcdoc', 'ping', 'target'],
  ...['tabindex', 'accesskey', 'autofocus', 'contenteditable', 'draggable', 'is', 'slot', 'part', 'popover'],
  ...['background', 'usemap', 'ismap', 'sizes', 'poster', 'download'],
]

const config: Config = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: neverTags,
  FORBID_ATTR: neverAttributes,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:)/i,
  SANITIZE_DOM: true,
  RETURN_DOM_FRAGMENT: true,
}

/** A picture that came with the message, or that our own proxy fetched. */
export function isOwnImage(source: string, ownOrigin: string): boolean {
  if (/^data:image\/(?:png|jpeg|gif|webp|avif);base64,[\w+/=\s]*$/i.test(source)) return true
  // What is relative to nothing is no address: a message has no place of its own.
  if (!/^(?:https?:\/)?\//i.test(source) || !URL.canParse(source, ownOrigin)) return false
  const address = new URL(source, ownOrigin)
  return address.origin === ownOrigin && /^https?:$/.test(address.protocol)
}

/** Where a link may lead; null for one that may not. Relative ones lead nowhere: a message has no place of its own. */
export function linkTarget(href: string): string | null {
  const target = href.trim()
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target) || !URL.canParse(target)) return null
  return new URL(target).href
}

/** Properties that take an element out of its place, and values that load something or once ran something. */
const unsafeStyle =
  /url\s*\(|image-set|expression|@import|-moz-binding|behavior|\\|position\s*:\s*(?:fixed|sticky|absolute)/i

export const isSafeStyle = (style: string): boolean => !unsafeStyle.test(style)

function keepImage(image: Element, ownOrigin: string): void {
  if (!isOwnImage(image.getAttribute('src') ?? '', ownOrigin)) image.remove()
  // One that says nothing of itself says nothing to the ear either, where its address would be read out.
  else if (!image.hasAttribute('alt')) image.setAttribute('alt', '')
}

/** Names that the server gave, by which rules of the message find its elements: none of them is a name of ours. */
const ownNames = (names: string): string =>
  names
    .split(/\s+/)
    .filter((name) => /^m-[\w-]{1,80}$/.test(name))
    .join(' ')

/** What may be shown, of `html`; pictures are those of `ownOrigin` or inside the message. */
export function cleanHtml(html: string, ownOrigin: string): DocumentFragment {
  const purify = DOMPurify(window)
  purify.addHook('uponSanitizeAttribute', (element, attribute) => {
    if (attribute.attrName === 'src' && element.tagName === 'IMG')
      attribute.forceKeepAttr = isOwnImage(attribute.attrValue, ownOrigin) || undefined
    if (attribute.attrName === 'class' || attribute.attrName === 'id') {
      attribute.attrValue = ownNames(attribute.attrValue)
      attribute.keepAttr = attribute.attrValue !== ''
    }
    if (attribute.attrName === 'style' && !isSafeStyle(attribute.attrValue)) attribute.keepAttr = false
  })
  purify.addHook('afterSanitizeAttributes', (element) => {
    if (element.tagName === 'IMG') keepImage(element, ownOrigin)
    if (element.tagName !== 'A') return
    const target = linkTarget(element.getAttribute('href') ?? '')
    if (target === null) return element.removeAttribute('href')
    element.setAttribute('href', target)
    element.setAttribute('rel', 'noopener noreferrer')
  })
  return purify.sanitize(html, config) as unknown as DocumentFragment
}
