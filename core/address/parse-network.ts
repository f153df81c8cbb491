// A network as somebody types it, in the one way that it is written down and compared.

import ipaddr from 'ipaddr.js'
import { failed, ok, type Result } from '../result.ts'

/** More would be a good part of the Internet: a rule about that is a mistake. */
const widest = { ipv4: 8, ipv6: 16 }

/** `192.0.2.7`, `192.0.2.0/24` or their like of IPv6 → CIDR without bits of a host, as PostgreSQL writes it. */
export function parseNetwork(text: string): Result<string, string> {
  const typed = text.trim()
  try {
    const [address, bits] = typed.includes('/') ? ipaddr.parseCIDR(typed) : wholeAddress(typed)
    if (bits < widest[address.kind()]) return failed('the network is too wide')
    const written = `${address.toString()}/${bits}`
    const network =
      address instanceof ipaddr.IPv4
        ? ipaddr.IPv4.networkAddressFromCIDR(written).toString()
        : ipaddr.IPv6.networkAddressFromCIDR(written).toRFC5952String()
    return ok(`${network}/${bits}`)
  } catch {
    return failed('not an address or network')
  }
}

function wholeAddress(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) throw new Error('no address')
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
