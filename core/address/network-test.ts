// Whether an address lies in one of the configured networks.

import ipaddr from 'ipaddr.js'

/** Throws at start for what is not a CIDR network. An IPv4 client of a dual-stack listener counts as IPv4. */
export function networkTest(networks: readonly string[]): (address: string | undefined) => boolean {
  const ranges = networks.map((network) => ipaddr.parseCIDR(network))
  return (address) => {
    if (ranges.length === 0 || address === undefined || !ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    return ranges.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits))
  }
}
