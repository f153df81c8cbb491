// Who the author is to us. A domain of ours or a trusted one speaks for an author only when the message proves it.

import { comparableDomain, isNameLike } from '#core/address/comparable-address.ts'
import type { Observation } from '#daemons/rspamd/observation.ts'
import { isProven, speaksFor } from '../../proven-author.ts'
import type { Authenticated } from '../../stages.ts'

export interface Author {
  /** Lower case; empty when From names none that can be read. */
  readonly address: string
  /** A-label, lower case; empty likewise. */
  readonly domain: string
  /** DMARC passed for whom the reader sees, by more than a part of the body, or somebody we trust vouches that it did. */
  readonly proven: boolean
  /** The same, or SPF or a signature passed for their domain: all there is where a domain publishes no policy. */
  readonly authenticated: boolean
  /** Proven to be of a hosted or a trusted domain. */
  readonly ours: boolean
}

export interface Authorities {
  readonly hostedDomains: ReadonlySet<string>
  readonly trustedDomains: readonly string[]
}

type Written = Pick<Authenticated, 'author' | 'verdict'>

export function authorOf(
  mail: Written,
  { from }: Pick<Observation, 'from'>,
  authorities: Authorities,
): Author {
  const address = (mail.author === '' ? from.address : mail.author).toLowerCase()
  const domain = domainOfAddress(address)
  const proven = isProven(mail.verdict)
  const authenticated = speaksFor(mail.verdict, domain)
  return { address, domain, proven, authenticated, ours: proven && isAuthority(domain, authorities) }
}

/** The domain itself or a name below it. */
export function isAuthority(domain: string, { hostedDomains, trustedDomains }: Authorities): boolean {
  return (
    hostedDomains.has(domain) ||
    trustedDomains.some((trusted) => isBelow(domain, trusted)) ||
    parents(domain).some((parent) => hostedDomains.has(parent))
  )
}

/** A-label of what stands after the last at sign; empty when it is no domain. */
export function domainOfAddress(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0 || address.length - at > longestDomain) return ''
  const written = address.slice(at + 1).replace(/[>\s.]{1,9}$/, '')
  const domain = isNameLike(written) ? comparableDomain(written) : ''
  return domain.length > longestDomain ? '' : domain
}

/** RFC 5321 §4.5.3.1.2, rounded up. */
const longestDomain = 256

const isBelow = (domain: string, above: string): boolean => domain === above || domain.endsWith(`.${above}`)

function parents(domain: string): readonly string[] {
  const labels = domain.split('.')
  return labels.slice(1, -1).map((_, index) => labels.slice(index + 1).join('.'))
}
