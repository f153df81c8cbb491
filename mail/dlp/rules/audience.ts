// How far a message goes: as far as its farthest recipient, wherever that is sent on to.

import type { Domain } from '#core/address/email-address.ts'
import type { LeakAudience } from '#core/policies/leak.ts'

export interface KnownDomains {
  /** Those of the département and its communes. */
  readonly inside: ReadonlySet<Domain>
  /** Organisations that the law has communes exchange such papers with; what stands below such a domain is meant as well. */
  readonly partners: readonly string[]
}

/** For no recipient at all, `inside`: nothing leaves. */
export function audienceOf(recipients: readonly Domain[], { inside, partners }: KnownDomains): LeakAudience {
  const beyond = recipients.filter((domain) => !inside.has(domain))
  if (beyond.length === 0) return 'inside'
  return beyond.every((domain) => partners.some((known) => isWithin(domain, known))) ? 'partners' : 'outside'
}

const isWithin = (domain: string, known: string): boolean => domain === known || domain.endsWith(`.${known}`)
