// The addresses of a mail host, IPv4 and IPv6 by turns, and whether DNSSEC vouches for them.

import type { Ask } from '#daemons/dns/answer-cache.ts'
import { type DnsAnswer, questionOf } from '#daemons/dns/dns-answer.ts'

export interface HostAddresses {
  readonly addresses: readonly string[]
  /** All of them (RFC 7672 §2.2.2). */
  readonly secure: boolean
  /** The name at the end of its aliases; mostly the name itself. */
  readonly at: string
  /** Nobody could say now whether there are more. */
  readonly incomplete: boolean
}

export async function hostAddresses(name: string, ask: Ask): Promise<HostAddresses> {
  const [a, aaaa] = [questionOf(name, 'A'), questionOf(name, 'AAAA')]
  if (!a.ok || !aaaa.ok) return { addresses: [], secure: false, at: name, incomplete: false }
  const answers = await Promise.all([ask(a.value), ask(aaaa.value)])
  const found = answers.filter((answer) => answer.kind === 'records' && answer.records.length > 0)
  const [ipv4 = [], ipv6 = []] = answers.map(addressesIn)
  const longer = Math.max(ipv4.length, ipv6.length)
  return {
    addresses: Array.from({ length: longer }, (_, index) => [ipv4[index], ipv6[index]])
      .flat()
      .filter((address) => address !== undefined),
    secure: found.length > 0 && found.every((answer) => answer.kind === 'records' && answer.secure),
    at: found.flatMap((answer) => (answer.kind === 'records' ? [answer.at] : []))[0] ?? name,
    incomplete: answers.some(({ kind }) => kind === 'failure'),
  }
}

const addressesIn = (answer: DnsAnswer): readonly string[] =>
  answer.kind === 'records' ? answer.records.filter((record) => typeof record === 'string') : []
