// Which addresses mail may be sent to. What a stranger writes into the DNS must never make us speak to a machine of our
// own networks: only what is unicast on the Internet is, and what the configuration allows besides.

import ipaddr from 'ipaddr.js'

export interface Networks {
  /** In CIDR: networks that are reached though they are not on the Internet. */
  readonly allowed: readonly string[]
  /** Our own, as others see us. */
  readonly own: readonly string[]
}

export type AddressKind = 'reachable' | 'forbidden' | 'own'

export function addressKind(text: string, { allowed, own }: Networks): AddressKind {
  if (!ipaddr.isValid(text)) return 'forbidden'
  // An IPv4 address in the clothes of IPv6 is what it is.
  const address = ipaddr.process(text)
  if (own.some((each) => ipaddr.process(each).toString() === address.toString())) return 'own'
  if (address.range() === 'unicast') return 'reachable'
  const isAllowed = allowed.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network)
    return base.kind() === address.kind() && address.match(base, bits)
  })
  return isAllowed ? 'reachable' : 'forbidden'
}
