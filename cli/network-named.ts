// A client as a person names it: one address, or a network.

import ipaddr from 'ipaddr.js'
import { unmapped } from '#core/address/client-network.ts'

/**
 * As clients are written down; null for anything else. No zones; what is shorter than four numbers is an address to the
 * library and a riddle to a person.
 */
export const networkNamed = (text: string): string | null =>
  isAddress(text) || (ipaddr.isValidCIDR(text) && isAddress(text.slice(0, text.indexOf('/'))))
    ? unmapped(text)
    : null

const isAddress = (text: string): boolean =>
  !text.includes('%') && (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text))
