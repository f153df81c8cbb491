// A zone as text in master file format (RFC 1035 §5), from typed records. A value that could end its record or begin
// another is escaped or refused.

import { isIPv4, isIPv6 } from 'node:net'
import type { Domain } from '#core/address/email-address.ts'

export type ZoneRecord =
  | { readonly type: 'A' | 'AAAA'; readonly name: string; readonly address: string }
  | { readonly type: 'MX'; readonly name: string; readonly preference: number; readonly host: string }
  | { readonly type: 'NS'; readonly name: string; readonly host: string }
  | { readonly type: 'TXT'; readonly name: string; readonly text: string }

export interface ZoneContent {
  readonly zone: Domain
  /** Host name of the primary server, without final dot. */
  readonly primary: string
  readonly records: readonly ZoneRecord[]
}

const timeToLive = 3600
/** Refresh, retry, expire, negative time to live, in seconds (RFC 1912 §2.2). */
const timers = '7200 900 1209600 300'
/** A character-string holds 255 octets (RFC 1035 §3.3); a longer text is several of them. */
const stringOctets = 255

/**
 * `name` of a record is relative to the zone, `@` for the zone itself. The serial number stays 1: the server that signs shows
 * another one, and remembers under this one what was added to the zone (docs/decisions/0024-dkim-records-by-dns-update.md).
 */
export function zoneText({ zone, primary, records }: ZoneContent): string {
  const lines = records.map(
    (record) => `${owner(record.name)} ${timeToLive} IN ${record.type} ${rdata(record)}`,
  )
  return [
    `$ORIGIN ${absolute(zone)}`,
    `@ ${timeToLive} IN SOA ${absolute(primary)} ${absolute(`hostmaster.${zone}`)} 1 ${timers}`,
    ...lines,
    '',
  ].join('\n')
}

function rdata(record: ZoneRecord): string {
  switch (record.type) {
    case 'A':
      return checked(record.address, isIPv4(record.address))
    case 'AAAA':
      return checked(record.address, isIPv6(record.address))
    case 'MX':
      return `${record.preference} ${absolute(record.host)}`
    case 'NS':
      return absolute(record.host)
    case 'TXT':
      return characterStrings(record.text)
  }
}

function checked(address: string, isValid: boolean): string {
  if (!isValid) throw new Error(`not an address for a zone: ${address}`)
  return address
}

const label = /^(@|\*|[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)$/

function owner(name: string): string {
  if (!name.split('.').every((part) => label.test(part))) throw new Error(`not a name for a zone: ${name}`)
  return name
}

const absolute = (host: string): string => `${owner(host.replace(/\.$/, ''))}.`

function characterStrings(text: string): string {
  if (/[^\x20-\x7e]/.test(text)) throw new Error('a TXT record of ours is printable ASCII')
  const parts: string[] = []
  for (let at = 0; at < text.length || at === 0; at += stringOctets)
    parts.push(text.slice(at, at + stringOctets))
  return parts.map((part) => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')
}
