// What the lists of a recipient say about the sender of a message. The département's list is asked first; within a list a
// denial weighs more than an allowance, and an allowance counts only for a sender who proves to be the one it names.

import { comparableAddress } from '#core/address/comparable-address.ts'
import { assertNever } from '#core/assert-never.ts'
import type { SenderRule } from '#core/policies/sender-rule.ts'
import type { Authenticated } from '../stages.ts'

export type SenderRuleMatch = 'denied' | 'allowed' | 'unlisted'

/** Addresses as `comparableAddress` has them. */
interface Claims {
  /** Where the message came from; null when that is not known. */
  readonly client: string | null
  readonly named: readonly string[]
  /** Those of them that are proven. */
  readonly proven: readonly string[]
}

type Sender = Pick<Authenticated, 'client' | 'reversePath' | 'verdict' | 'author'>
type Lists = readonly (readonly SenderRule[])[]

export function matchSenderRules(sender: Sender, lists: Lists): SenderRuleMatch {
  return matchClaims(claimsOf(sender), lists)
}

/**
 * Whether the address in From is allowed for itself, or the network. A reverse-path says who carries a message, and a mass mailer
 * carries whatever name its customers write.
 */
export function allowsAuthor(sender: Sender, lists: Lists): boolean {
  const { client, proven } = claimsOf(sender)
  const own = [sender.author]
  return (
    matchClaims({ client, named: own, proven: proven.filter((each) => own.includes(each)) }, lists) ===
    'allowed'
  )
}

function claimsOf(sender: Sender): Claims {
  const { client, author, verdict } = sender
  const reversePath = comparableAddress(sender.reversePath)
  const authorJudged = verdict.dmarc === 'pass' && verdict.author === 'judged'
  const authenticated = (address: string): boolean =>
    verdict.authenticatedDomains.includes(domainPart(address))
  // The address in From is proven by DMARC, and as the reverse-path by SPF or a signature of its domain.
  const proven = [reversePath, author].filter(
    (address) => authenticated(address) || (authorJudged && address === author),
  )
  return { client: client.address, named: [reversePath, author], proven }
}

/** As `matchSenderRules`, for claims that no message makes at the moment. */
export function matchClaims(claims: Claims, lists: readonly (readonly SenderRule[])[]): SenderRuleMatch {
  for (const list of lists) {
    if (list.some((rule) => rule.effect === 'deny' && names(rule, claims, claims.named))) return 'denied'
    if (list.some((rule) => rule.effect === 'allow' && names(rule, claims, claims.proven))) return 'allowed'
  }
  return 'unlisted'
}

/** A network proves itself. */
function names(rule: SenderRule, { client }: Claims, addresses: readonly string[]): boolean {
  switch (rule.kind) {
    case 'network':
      return client !== null && rule.holds(client)
    case 'address':
      return addresses.includes(rule.value)
    case 'domain':
      return addresses.some((address) => isUnder(domainPart(address), rule.value))
    default:
      return assertNever(rule)
  }
}

const domainPart = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** Never the other way round: a rule for saulieu.test says nothing of evil-saulieu.test. */
const isUnder = (domain: string, above: string): boolean => domain === above || domain.endsWith(`.${above}`)
