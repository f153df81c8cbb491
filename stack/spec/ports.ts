// Every port of an installation: the base and this table. All stay below 32768 with the default base: the kernel
// hands out higher ones to outgoing connections.

export const defaultPortBase = 24000

/** Offsets from the base; each is the protocol's own number where three digits allow it. */
const offsets = {
  lmtp: 24,
  smtp: 25,
  unbound: 53,
  knot: 54,
  imap: 143,
  managesieve: 190,
  doveadm: 188,
  clamd: 310,
  rspamd: 333,
  rspamdController: 334,
  rspamdFuzzy: 335,
  redis: 379,
  postgresql: 432,
  submissions: 465,
  submission: 587,
  sieveOutlet: 588,
  webmail: 800,
  admin: 801,
  content: 802,
  hooks: 810,
  imaps: 993,
} as const

export type PortName = keyof typeof offsets
export type Ports = Readonly<Record<PortName, number>>

/** The highest base whose ports all stay below 32768. */
export const highestPortBase = 31000

export function portsFrom(base: number): Ports {
  const entries = Object.entries(offsets).map(([name, offset]) => [name, base + offset])
  return Object.fromEntries(entries) as Ports
}
