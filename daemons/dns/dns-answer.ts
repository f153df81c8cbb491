// A question to our resolver and what it says to it, in the shapes of node:dns.

import { failed, ok, type Result } from '#core/result.ts'

/** What SPF, DKIM, ARC and DMARC ask for, and those who send mail. */
const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TLSA', 'TXT'] as const

export interface Question {
  /** In lower case, without the dot at the end; labels of printable ASCII (see `questionOf`). */
  readonly name: string
  readonly type: (typeof recordTypes)[number]
}

/** An address or a name; the character-strings of a TXT record; an MX record; a TLSA record. */
export type DnsRecord = string | readonly string[] | MxRecord | TlsaRecord

export interface MxRecord {
  readonly priority: number
  /** Empty for the root (RFC 7505). */
  readonly exchange: string
}

/** RFC 6698 §2.1. */
export interface TlsaRecord {
  readonly usage: number
  readonly selector: number
  readonly matchingType: number
  readonly association: Buffer
}

export type DnsAnswer =
  | {
      readonly kind: 'records'
      readonly records: readonly DnsRecord[]
      /** The name they stand at: at the end of the aliases, if there are any. */
      readonly at: string
      /** Our resolver vouches for all of it, aliases included, by DNSSEC (the AD bit, RFC 4035 §3.2.3). */
      readonly secure: boolean
      readonly known: Known
    }
  /** RFC 2308 §2: there is no such name, or it has no such record. */
  | {
      readonly kind: 'none'
      readonly code: 'ENOTFOUND' | 'ENODATA'
      readonly secure: boolean
      readonly known: Known
    }
  /** Nobody could say. */
  | { readonly kind: 'failure'; readonly code: FailureCode }

export interface Known {
  /** For how long from now; 0: for this question only. */
  readonly seconds: number
  /** Of the message that said it. */
  readonly octets: number
}

/** As node:dns names them. */
export type FailureCode = 'ECANCELLED' | 'EFORMERR' | 'ENOTIMP' | 'EREFUSED' | 'ESERVFAIL' | 'ETIMEOUT'

/** Why there is nothing to ask: what cannot be a name (RFC 1035 §2.3.4), or a type that nobody here asks for. */
export function questionOf(name: string, type: string): Result<Question, 'EBADNAME' | 'EBADQUERY'> {
  const known = recordTypes.find((each) => each === type)
  if (known === undefined) return failed('EBADQUERY')
  const canonical = name.toLowerCase().replace(/\.$/, '')
  return isName(canonical) ? ok({ name: canonical, type: known }) : failed('EBADNAME')
}

/**
 * A name need not be one of a host: `user@away.test.x.test`, which the macros of SPF make of an address (RFC 7208 §7), is a
 * name like any other to the DNS (RFC 2181 §11).
 */
const isName = (name: string): boolean =>
  name.length <= 253 && name.split('.').every((label) => /^[\x20-\x7e]{1,63}$/.test(label))
