// How the servers of others see an address that our mail leaves from: the name it has in the reverse zone, whether that name leads
// back to it, and public lists of senders of junk (RFC 5782).

import ipaddr from 'ipaddr.js'

export interface PublicList {
  readonly name: string
  readonly zone: string
  readonly families: readonly ('ipv4' | 'ipv6')[]
  /** Where one asks to be taken off. */
  readonly page: string
}

/** Those that large mail hosts are known to ask, and that answer whoever asks with a resolver of their own. */
export const publicLists: readonly PublicList[] = [
  {
    ...{ name: 'Spamhaus ZEN', zone: 'zen.spamhaus.org', families: ['ipv4', 'ipv6'] },
    page: 'https://check.spamhaus.org/',
  },
  {
    ...{ name: 'SpamCop', zone: 'bl.spamcop.net', families: ['ipv4'] },
    page: 'https://www.spamcop.net/bl.shtml',
  },
  {
    ...{ name: 'Mailspike', zone: 'bl.mailspike.net', families: ['ipv4'] },
    page: 'https://mailspike.org/iplookup.html',
  },
  {
    ...{ name: 'PSBL', zone: 'psbl.surriel.com', families: ['ipv4'] },
    page: 'https://psbl.org/remove',
  },
]

/** Whether anybody else can see it: of a private or a reserved network there is nothing to ask. False for what is no address. */
export const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'

export const familyOf = (address: string): 'ipv4' | 'ipv6' => ipaddr.process(address).kind()

/** RFC 1035 §3.5 and RFC 3596 §2.5, without the zone that it stands in: what a list is asked by, too (RFC 5782 §2.1, §2.4). */
export function reversed(address: string): string {
  const parsed = ipaddr.process(address)
  const octets = parsed.toByteArray()
  const labels =
    parsed.kind() === 'ipv4'
      ? octets.map(String)
      : octets.flatMap((octet) => [...octet.toString(16).padStart(2, '0')])
  return labels.reverse().join('.')
}

export const reverseName = (address: string): string =>
  `${reversed(address)}.${familyOf(address) === 'ipv4' ? 'in-addr.arpa' : 'ip6.arpa'}`

/**
 * RFC 5782 §2.1: whatever stands there in 127.0.0.0/8 says that it is listed. `unknown`: the list says that it does not answer whoever
 * asked (127.255.255.0/24, as Spamhaus has it), or a resolver in between makes up addresses.
 */
export function listingOf(codes: readonly string[]): 'listed' | 'unknown' {
  const listed = codes.some((code) => code.startsWith('127.') && !code.startsWith('127.255.255.'))
  return listed ? 'listed' : 'unknown'
}
