// Which addresses mail may be sent to. What a stranger writes into the DNS must never make us speak to a machine of our
// own networks: only what is unicast on the Internet is, and what the configuration allows besides.

import ipaddr from 'ipaddr.js'
import { networkTest } from '#core/address/network-test.ts'

export interface Networks {
  /** In CIDR: networks that are reached though they are not on the Internet. */
  readonly allowed: readonly string[]
  /** Our own, as others see us. */
  readonly own: readonly string[]
}

export type AddressKind = 'reachable' | 'forbidden' | 'own'
export type AddressKindOf = (address: string) => AddressKind

/** Throws for what is no network or no address in the configuration. */
export function addressKinds({ allowed, own }: Networks): AddressKindOf {
  const ours = new Set(own.map((each) => ipaddr.process(each).toString()))
  const isAllowed = networkTest(allowed)
  return (text) => {
    if (!ipaddr.isValid(text)) return 'forbidden'
    // An IPv4 address in the clothes of IPv6 is what it is.
    const address = ipaddr.process(text)
    if (ours.has(address.toString())) return 'own'
    return address.range() === 'unicast' || isAllowed(text) ? 'reachable' : 'forbidden'
  }
}
