// Whether an address is one machine's on the Internet, by the registries of special-purpose addresses (RFC 6890): not of a private
// or a local network, not a group, not a documentation or a benchmark, and no other address in the clothes of IPv6.

import ipaddr from 'ipaddr.js'

/** False for what is no address. */
export function isPublicAddress(written: string): boolean {
  if (!ipaddr.isValid(written)) return false
  // What is mapped (RFC 4291 §2.5.5.2) is what is in it; what is translated (RFC 6052) or tunnelled (RFC 3056) is unicast to nobody.
  const address = ipaddr.process(written)
  if (address.range() !== 'unicast') return false
  // RFC 4291 §2.4: all that is assigned.
  return address.kind() === 'ipv4' || address.match(ipaddr.parseCIDR('2000::/3'))
}
