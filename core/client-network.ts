// Whom a limit for one client counts as one.

import ipaddr from 'ipaddr.js'

/** Every IPv6 host has 2^64 addresses to choose from, and an IPv4 network of one owner seldom has fewer than 2^8. */
const ipv6Prefix = 64
const ipv4Prefix = 24

export interface ClientNetwork {
  /** The IPv4 address, or the /64 of the IPv6 address. */
  readonly host: string
  /** The /24 around an IPv4 address; for IPv6 the same as `host`. */
  readonly around: string
}

export function clientNetwork(address: string): ClientNetwork {
  if (!ipaddr.isValid(address)) return { host: address, around: address }
  const parsed = ipaddr.process(address)
  const text = parsed.toString()
  if (parsed.kind() === 'ipv4')
    return {
      host: text,
      around: `${ipaddr.IPv4.networkAddressFromCIDR(`${text}/${ipv4Prefix}`)}/${ipv4Prefix}`,
    }
  const network = `${ipaddr.IPv6.networkAddressFromCIDR(`${text}/${ipv6Prefix}`)}/${ipv6Prefix}`
  return { host: network, around: network }
}
