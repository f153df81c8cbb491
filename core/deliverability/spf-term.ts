// One term of a record of SPF (RFC 7208 §5) that lets more senders pass: as an operator names those of a relay.

import ipaddr from 'ipaddr.js'

/** A network wider than this is no list of senders but nearly everybody. */
export const widestSpfPrefix = { ip4: 8, ip6: 16 } as const

const name = '(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?'
const byName = new RegExp(`^(?:include|a|mx):(?=.{1,253}$)${name}$`)

/** Without macros, qualifier and `all`: what it lets pass is written there, or in the record that it includes. */
export const isSpfTerm = (text: string): boolean => byName.test(text) || isNetwork(text)

function isNetwork(text: string): boolean {
  const [, version, network = ''] = /^(ip4|ip6):([0-9a-f.:]+(?:\/\d{1,3})?)$/.exec(text) ?? []
  if (version !== 'ip4' && version !== 'ip6') return false
  const whole = version === 'ip4' ? 32 : 128
  const cidr = network.includes('/') ? network : `${network}/${whole}`
  if (!ipaddr.isValidCIDR(cidr)) return false
  const [address, prefix] = ipaddr.parseCIDR(cidr)
  // `ip4:10` is an address to some libraries.
  const written = version === 'ip4' ? /^\d+(?:\.\d+){3}\//.test(cidr) : true
  return written && address.kind() === `ipv${version.slice(2)}` && prefix >= widestSpfPrefix[version]
}
