// Addresses and networks that somebody asks with.

import { isIP } from 'node:net'
import { unmapped } from '#core/address/client-network.ts'
import { Problem } from '#http/problem.ts'

/** What was asked with a network, or with none: the network as clients are written down. `part` is where it stands. */
export function readNetworkField<Asked extends { readonly network?: string | undefined }>(
  part: '/query' | '/body',
  asked: Asked,
): Asked | Problem {
  if (asked.network === undefined) return asked
  return isNetwork(asked.network)
    ? { ...asked, network: unmapped(asked.network) }
    : badNetwork(`${part}/network`)
}

/** As PostgreSQL takes it: no short forms, no zones. */
function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/')
  const kind = isIP(address)
  return kind !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)
}

const badNetwork = (pointer: string): Problem =>
  new Problem('invalid-input', 'This is no address and no network.', {
    errors: [{ pointer, code: 'network', detail: 'Expected an address, or a network in CIDR form.' }],
  })
