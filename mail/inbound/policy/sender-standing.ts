// What the lists of a recipient say about the sender of a message. The département's list is asked first; within a list a
// denial weighs more than an allowance, and an allowance counts only for a sender who proves to be the one it names.

import ipaddr from 'ipaddr.js'
import type { SenderRule } from '#core/commune-policy.ts'
import type { Authenticated } from '../stages.ts'

export type SenderStanding = 'denied' | 'allowed' | 'unlisted'

type Sender = Pick<Authenticated, 'client' | 'reversePath' | 'verdict' | 'author'>

export function senderStanding(sender: Sender, lists: readonly (readonly SenderRule[])[]): SenderStanding {
  for (const list of lists) {
    const matching = list.filter((rule) => names(rule, sender))
    if (matching.some((rule) => rule.effect === 'deny')) return 'denied'
    if (matching.some((rule) => rule.effect === 'allow' && proves(rule, sender))) return 'allowed'
  }
  return 'unlisted'
}

function names(rule: SenderRule, { client, reversePath, author }: Sender): boolean {
  switch (rule.kind) {
    case 'network':
      return within(client.address, rule.value)
    case 'address':
      return [reversePath.toLowerCase(), author.toLowerCase()].includes(rule.value)
    case 'domain':
      return [reversePath, author].some((address) => isUnder(domainPart(address), rule.value))
  }
}

/** The address in From is proven by DMARC, the reverse-path by SPF or a signature of its domain; a network proves itself. */
function proves(rule: SenderRule, { reversePath, author, verdict }: Sender): boolean {
  if (rule.kind === 'network') return true
  const proven = [
    ...(verdict.dmarc === 'pass' && verdict.author === 'judged' ? [author] : []),
    ...(verdict.authenticatedDomains.includes(domainPart(reversePath)) ? [reversePath] : []),
    ...(verdict.authenticatedDomains.includes(domainPart(author)) ? [author] : []),
  ]
  return proven.some((address) =>
    rule.kind === 'address' ? address.toLowerCase() === rule.value : isUnder(domainPart(address), rule.value),
  )
}

const domainPart = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Never the other way round: a rule for saulieu.test says nothing of evil-saulieu.test. */
const isUnder = (domain: string, above: string): boolean => domain === above || domain.endsWith(`.${above}`)

function within(address: string, network: string): boolean {
  const parsed = ipaddr.process(address)
  const [base, bits] = ipaddr.parseCIDR(network)
  return parsed.kind() === base.kind() && parsed.match([base, bits])
}
