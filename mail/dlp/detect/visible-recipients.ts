// Addresses of outside that every recipient sees: those of To and Cc, groups opened.

import { comparableAddress } from '#core/address/comparable-address.ts'

/** Fewer are a circular to a council or to neighbours. The rules of a commune say from how many on it matters. */
export const fewestVisible = 20

/** How many; 0 for fewer than `fewestVisible`. */
export function visibleRecipients(addresses: readonly string[], inside: ReadonlySet<string>): number {
  const outside = addresses.filter((address) => !inside.has(domainOf(address)))
  const { size } = new Set(outside.map(comparableAddress))
  return size >= fewestVisible ? size : 0
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
