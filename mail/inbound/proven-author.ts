// Whether a message proves its author, as well as their domain lets it be proven.

import { getDomain } from 'tldts'
import type { Verdict } from './stages.ts'

/** DMARC passed for whom the reader sees, or somebody we trust vouches that it did. */
export const isProven = ({ author, dmarc, vouchedBy }: Verdict): boolean =>
  author === 'judged' && (dmarc === 'pass' || vouchedBy !== null)

/** The same, or SPF or a signature passed for this domain of theirs: all there is where it publishes no policy. */
export const speaksFor = (verdict: Verdict, domain: string): boolean =>
  isProven(verdict) ||
  (verdict.author === 'judged' &&
    verdict.dmarc !== 'fail' &&
    verdict.authenticatedDomains.some((each) => registered(each) === registered(domain)))

/** What somebody had to register: a name below a public suffix. The domain itself where there is none. */
export const registered = (domain: string): string => getDomain(domain, { validateHostname: false }) ?? domain
