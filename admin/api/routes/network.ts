// Addresses and networks that somebody asks with.

import { isIP } from 'node:net'
import { Problem } from '../http/problem.ts'

/** As PostgreSQL takes it: no short forms, no zones. */
export function isNetwork(text: string | undefined): boolean {
  if (text === undefined) return true
  const [address = '', bits = '0', ...more] = text.split('/')
  const kind = isIP(address)
  return kind !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)
}

export const badNetwork = (pointer: string): Problem =>
  new Problem('invalid-input', 'This is no address and no network.', {
    errors: [{ pointer, code: 'network', detail: 'Expected an address, or a network in CIDR form.' }],
  })
