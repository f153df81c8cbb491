// Whom a limit for one client counts as one.

import ipaddr from 'ipaddr.js'

/** Every IPv6 host has 2^64 addresses to choose from. */
const ipv6Prefix = 64

/** The IPv4 address, or the network of the IPv6 address. */
export function clientNetwork(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${ipv6Prefix}`)}/${ipv6Prefix}`
}
