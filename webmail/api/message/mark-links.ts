// Tells each link by the domain it leads to, and those whose text names another one. Works on what was made safe before: what a
// reader sees is what is compared.

import { Parser } from 'htmlparser2'
import { linkTarget, mostLinkText, otherDomainNamed, type ShownDomain, shownDomain } from './link-target.ts'

export interface ShownLink extends ShownDomain {
  readonly href: string
  /** The domain that its text names and that it does not lead to. */
  readonly named: string | null
}

export interface MarkedLinks {
  /** With `data-domain` on each link to a host, and `data-named` on one that names another. */
  readonly html: string
  readonly links: readonly ShownLink[]
}

interface OpenLink {
  readonly href: string
  readonly domain: string
  /** Where an attribute can be added. */
  readonly at: number
  text: string
}

/** Links within links are no HTML; their text counts for those around them, up to so many. */
const mostOpen = 4

/** In the order of the links. Takes HTML that was made safe. */
export function markLinks(html: string): MarkedLinks {
  const open: (OpenLink | null)[] = []
  const closed: OpenLink[] = []
  const read = (text: string) => {
    for (const link of open.slice(-mostOpen))
      if (link !== null && link.text.length < mostLinkText) link.text += text
  }
  const parser = new Parser({
    onopentag(name, { href = '', alt }) {
      if (name === 'img' && alt !== undefined) read(` ${alt} `)
      if (name === 'br' || name === 'div' || name === 'td') read(' ')
      if (name !== 'a') return
      const domain = linkTarget(href)?.domain ?? null
      open.push(domain === null ? null : { href, domain, at: parser.endIndex, text: '' })
    },
    ontext: read,
    onclosetag(name) {
      const link = name === 'a' ? open.pop() : null
      if (link) closed.push(link)
    },
  })
  parser.end(html)
  return marked(
    html,
    closed.sort((one, other) => one.at - other.at),
  )
}

function marked(html: string, found: readonly OpenLink[]): MarkedLinks {
  const links: ShownLink[] = []
  const pieces: string[] = []
  let start = 0
  for (const { href, domain, at, text } of found) {
    const named = otherDomainNamed(text, domain)
    const shown = shownDomain(domain)
    links.push({ href, ...shown, named })
    pieces.push(html.slice(start, at), attribute('domain', shown.ascii ?? domain))
    if (named !== null) pieces.push(attribute('named', named))
    start = at
  }
  return { html: [...pieces, html.slice(start)].join(''), links }
}

/** Of domains alone, as the WHATWG URL parser writes them; an address of IPv6 among them. */
const attribute = (name: string, domain: string): string =>
  ` data-${name}="${domain.replace(/[^\w.:[\]-]/g, '')}"`
