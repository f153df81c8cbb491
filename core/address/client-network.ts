// Whom a limit for one client counts as one.

import ipaddr from 'ipaddr.js'

/** Every IPv6 host has 2^64 addresses to choose from, and an IPv4 network of one owner seldom has fewer than 2^8. */
const ipv6Prefix = 64
const ipv4Prefix = 24
/** The most that one place is given (RFC 6177 §2). */
const ipv6SitePrefix = 48

export interface ClientNetwork {
  /** The IPv4 address, or the /64 of the IPv6 address. */
  readonly host: string
  /** The /24 around an IPv4 address; for IPv6 the same as `host`. */
  readonly around: string
  /** All that may be of one owner: the /24 of an IPv4 address, the /48 of an IPv6 one. To share among, not to count against. */
  readonly site: string
}

export function clientNetwork(address: string): ClientNetwork {
  if (!ipaddr.isValid(address)) return { host: address, around: address, site: address }
  const parsed = ipaddr.process(address)
  const text = parsed.toString()
  if (parsed.kind() === 'ipv4') {
    const around = `${ipaddr.IPv4.networkAddressFromCIDR(`${text}/${ipv4Prefix}`)}/${ipv4Prefix}`
    return { host: text, around, site: around }
  }
  const within = (prefix: number) => `${ipaddr.IPv6.networkAddressFromCIDR(`${text}/${prefix}`)}/${prefix}`
  const network = within(ipv6Prefix)
  return { host: network, around: network, site: within(ipv6SitePrefix) }
}

/**
 * An address or a network as somebody names it, in the way that clients are written down: IPv4 that is mapped into IPv6
 * (RFC 4291 §2.5.5.2) is IPv4, a network of one address is that address. Text that is neither stays as it is.
 */
export function unmapped(text: string): string {
  if (!text.includes('/')) return mappedIn(text)?.toString() ?? text
  if (!ipaddr.isValidCIDR(text)) return text
  const [address, bits] = ipaddr.parseCIDR(text)
  const written = text.slice(0, text.indexOf('/'))
  if (bits === (address.kind() === 'ipv4' ? 32 : 128)) return unmapped(written)
  const mapped = bits < mappedPrefix ? null : mappedIn(written)
  return mapped === null ? text : `${mapped.toString()}/${bits - mappedPrefix}`
}

const mappedPrefix = 96

function mappedIn(address: string): ipaddr.IPv4 | null {
  if (!ipaddr.IPv6.isValid(address)) return null
  const parsed = ipaddr.IPv6.parse(address)
  return parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : null
}
