// Whether who stands in the reverse-path of a message is who sent it, by what our own Authentication-Results says. Anybody can write
// any address there: a report to one that nothing proves is a letter to a stranger (backscatter).

import { comparedDomain } from '#core/address/comparable-address.ts'
import type { ReversePath } from '#core/address/email-address.ts'
import type { OwnResults } from '../session/own-authentication-results.ts'

/** `found` is null where nothing was found out. */
export function isProvenSender(reversePath: ReversePath, found: OwnResults | null): boolean {
  if (reversePath === '' || found === null) return false
  if (found.signedIn) return true
  const domain = comparedDomain(reversePath.slice(reversePath.lastIndexOf('@') + 1))
  if (comparedDomain(found.mailFromDomain ?? '') === domain) return true
  return [found.provenDomain ?? '', ...found.signingDomains].some((proven) =>
    isUnder(domain, comparedDomain(proven)),
  )
}

/** Who proves a domain speaks for what is below it too, and never the other way round. */
const isUnder = (domain: string, above: string): boolean =>
  above !== '' && (domain === above || domain.endsWith(`.${above}`))
