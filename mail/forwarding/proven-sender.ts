// Whether who stands in the reverse-path of a message is who sent it, by what our own Authentication-Results says. Anybody can write
// any address there: a report to one that nothing proves is a letter to a stranger (backscatter).

import { comparableDomain } from '#core/address/comparable-address.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import type { OwnAuthenticationResults } from '../session/own-authentication-results.ts'

/** `found` is null where nothing was found out. */
export function isProvenSender(reversePath: ReversePath, found: OwnAuthenticationResults | null): boolean {
  if (reversePath === '' || found === null) return false
  if (found.signedIn) return true
  const domain = comparableDomain(reversePath.slice(reversePath.lastIndexOf('@') + 1))
  if (comparableDomain(found.mailFromDomain ?? '') === domain) return true
  return [found.provenDomain ?? '', ...found.signingDomains].some((proven) =>
    isUnder(domain, comparableDomain(proven)),
  )
}

/** Who proves a domain speaks for what is below it too, and never the other way round. */
const isUnder = (domain: string, above: string): boolean =>
  above !== '' && (domain === above || domain.endsWith(`.${above}`))
