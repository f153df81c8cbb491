// Where a link leads, and whether its text says something else. What a person reads as the name of a place must be the place.

import { domainToUnicode } from 'node:url'
import { getDomain, parse } from 'tldts'

export interface LinkTarget {
  /** As a browser reads it (WHATWG URL), without a user or a password, which only serve to look like a host. */
  readonly href: string
  /** The registrable domain in A-labels, or the host that has none; null for what leads to no host. */
  readonly domain: string | null
}

/** A domain for people to read. */
export interface ShownDomain {
  readonly shown: string
  /** Its A-labels beside, where `shown` has letters that are not Latin and may pass for others (UTS 39 §5.2). */
  readonly ascii: string | null
}

/** Of a link that opens elsewhere, and tells nobody where it was found. */
export const opensElsewhere = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const

const longest = 8_192

/** Null for whatever is not to be followed: other schemes, addresses relative to a page that mail has not. */
export function linkTarget(written: string): LinkTarget | null {
  const url = urlOf(written)
  switch (url?.protocol) {
    case 'http:':
    case 'https:':
      return { href: withoutUser(url).href, domain: registrable(url.hostname) }
    case 'mailto:': {
      const [, host = ''] = /^mailto:[^?]*@([^?,;@]+)/i.exec(url.href) ?? []
      return { href: url.href, domain: host === '' ? null : registrable(host) }
    }
    case 'tel:':
      return /^tel:[\d+().*#;=a-z-]{1,60}$/i.test(url.href) ? { href: url.href, domain: null } : null
    default:
      return null
  }
}

/** The address of something on the web that a message refers to; null for any other. */
export function webAddress(written: string): string | null {
  const url = urlOf(written)
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? withoutUser(url).href : null
}

function urlOf(written: string): URL | null {
  if (written.length > longest) return null
  // Nobody reads mail on the web page of its sender: what leaves the scheme out means the usual one.
  const trimmed = written.trim()
  const url = URL.parse(/^[\\/]{2}/.test(trimmed) ? `https:${trimmed}` : trimmed)
  return url !== null && url.href.length <= longest ? url : null
}

function withoutUser(url: URL): URL {
  url.username = ''
  url.password = ''
  return url
}

/** Two customers of one host are two domains, where the host says so (the private part of the Public Suffix List). */
const registrable = (host: string): string => getDomain(host, { allowPrivateDomains: true }) ?? host

/** How a domain in A-labels is written for people. */
export function shownDomain(domain: string): ShownDomain {
  const shown = domainToUnicode(domain) || domain
  return { shown, ascii: /^[\p{Script=Latin}\p{Nd}.-]+$/u.test(shown) ? null : domain }
}

/** The first domain that the text names and that is not the one the link leads to; null when there is none. */
export function otherDomainNamed(text: string, domain: string): string | null {
  for (const named of domainsNamed(text)) if (named !== domain) return named
  return null
}

/** What is read of the text of one link. */
export const mostLinkText = 2_000

/** Endings of files that are top-level domains as well: `rapport.zip` names a file. */
const fileEnding = /^[^.]+\.(?:ai|md|mov|pl|ps|py|rs|sh|so|zip)$/i

/** Registrable domains, in the order in which they are read. */
function* domainsNamed(text: string): Generator<string> {
  // Invisible signs within, and letters and dots that are plain ones to UTS 46, change nothing for the eye.
  const read = text
    .slice(0, mostLinkText)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replaceAll('。', '.')
  for (const word of read.split(/\s+/)) {
    const scheme = /^\W*[a-z]+:[\\/]+/i.exec(word)?.[0] ?? ''
    for (const name of namesIn(word.slice(scheme.length), scheme !== '')) {
      const domain = name.includes('.') && name.length <= 253 ? knownDomain(name) : null
      if (domain !== null && (scheme !== '' || !fileEnding.test(name))) yield domain
    }
  }
}

/** What may be a host: before the path of a URL, on both sides of its `@`; what follows the `@` of a mail address. */
function namesIn(word: string, isUrl: boolean): readonly string[] {
  const [authority = ''] = word.split(/[/\\?#]/)
  const parts = authority.split('@')
  return (isUrl ? parts : parts.slice(-1))
    .flatMap((part) => part.split(/[^\p{L}\p{N}\p{M}.-]+/u))
    .map((name) => name.replace(/^[.-]+/, '').replace(/[.-]{1,253}$/, ''))
}

/** Only below a top-level domain that there is: `note.pdf` and `12.30` name nothing. */
function knownDomain(name: string): string | null {
  const ascii = URL.parse(`https://${name}`)?.hostname ?? ''
  const { isIcann, domain } = parse(ascii, { allowPrivateDomains: true })
  return isIcann || (domain !== null && parse(ascii).isIcann) ? domain : null
}
