// One rule of the list of senders that a commune, or the département for all, lets through or refuses.

import { comparableAddress, comparableDomain } from '../address/comparable-address.ts'
import { networkTest } from '../address/network-test.ts'

/** A rule as it is written: an address, a domain that stands for its subdomains too, or a network in CIDR. */
export interface WrittenRule {
  readonly kind: 'address' | 'domain' | 'network'
  readonly value: string
  readonly effect: 'allow' | 'deny'
}

/** An allow rule counts only when the message authenticates for what it names; a network needs nothing more. */
export type SenderRule = Pick<WrittenRule, 'effect'> &
  (
    | { readonly kind: 'address' | 'domain'; readonly value: string }
    | { readonly kind: 'network'; readonly holds: (address: string) => boolean }
  )

/** Addresses and domains come out as `comparableAddress` and `comparableDomain` have them. Null for a network that is none. */
export function readSenderRule({ kind, value, effect }: WrittenRule): SenderRule | null {
  if (kind === 'address') return { kind, value: comparableAddress(value), effect }
  if (kind === 'domain') return { kind, value: comparableDomain(value), effect }
  try {
    return { kind, holds: networkTest([value]), effect }
  } catch {
    return null
  }
}
