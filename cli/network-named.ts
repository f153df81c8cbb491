// A client as a person names it: one address, or a network.

import ipaddr from 'ipaddr.js'

/** No zones; what is shorter than four numbers is an address to the library and a riddle to a person. */
export const isNetworkNamed = (text: string): boolean =>
  isAddress(text) || (ipaddr.isValidCIDR(text) && isAddress(text.slice(0, text.indexOf('/'))))

const isAddress = (text: string): boolean =>
  !text.includes('%') && (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text))
