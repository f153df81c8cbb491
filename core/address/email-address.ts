// Addresses and domains as the rest of the house knows them: parsed once at the edge (RFC 5321 §4.1.2, RFC 6531
// §3.3), the domain as a lower-case A-label (RFC 5890 §2.3.2.1). Never used to show an address to a person: the
// local part keeps its case here, but two mailboxes never differ by case alone (see `mailboxKey`).

import { isIPv4, isIPv6 } from 'node:net'
import { domainToASCII } from 'node:url'
import type { Brand } from '../brand.ts'
import { failed, ok, type Result } from '../result.ts'

/** Lower-case A-label domain without trailing dot, at most 253 octets. */
export type Domain = Brand<string, 'Domain'>

/** `local-part@domain` with a `Domain` on the right; at most 254 octets (RFC 5321 §4.5.3.1.3 less the brackets). */
export type EmailAddress = Brand<string, 'EmailAddress'>

/** Where a stranger wants notifications sent: as written but for the domain, and never a key of the directory. */
type SenderAddress = Brand<string, 'SenderAddress'>

/** The reverse-path of a transaction: an address, or the null path `<>` of a notification (RFC 5321 §4.5.5). */
export type ReversePath = EmailAddress | SenderAddress | ''

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
const dotAtom = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u

const senderForm = /^("(?:[^"\\]|\\.)*"|[^\s"(),:;<>@[\\\]]+)@([^\s"(),;<>@\\]+)$/u
/** Control characters, zero-width ones that are no part of any script, and what is no character. */
const unprintable = /[\p{Cc}\u200b\u2028\u2029\u2060\ufeff\ufffd]/u

/** Accepts a name of two labels or more, ASCII or Unicode; address literals (`[192.0.2.1]`) are not domains of ours. */
export function parseDomain(text: string): Result<Domain, string> {
  if (/[^\w.\-\u0080-\u{10ffff}]/u.test(text)) return failed('not a domain name')
  const ascii = domainToASCII(text.replace(/\.$/, '')).toLowerCase()
  const labels = ascii.split('.')
  if (ascii === '' || ascii.length > 253) return failed('not a domain name')
  if (labels.length < 2 || !labels.every((part) => label.test(part))) return failed('not a domain name')
  if (/^\d+$/.test(labels.at(-1) ?? '')) return failed('an IP address is not a domain name')
  return ok(ascii as Domain)
}

/**
 * Accepts a dot-atom local part of at most 64 octets, UTF-8 included. Quoted local parts are refused: no mailbox of
 * ours has one, and they are a classic way around relay rules.
 */
export function parseEmailAddress(text: string): Result<EmailAddress, string> {
  const at = text.lastIndexOf('@')
  if (at < 1) return failed('an address has the form name@domain')
  const local = text.slice(0, at).normalize('NFC')
  if (Buffer.byteLength(local) > 64) return failed('the part before @ is longer than 64 octets')
  if (!dotAtom.test(local)) return failed('the part before @ has a character that is not allowed')
  const domain = parseDomain(text.slice(at + 1))
  if (!domain.ok) return domain
  const address = `${local}@${domain.value}`
  if (Buffer.byteLength(address) > 254) return failed('the address is longer than 254 octets')
  return ok(address as EmailAddress)
}

/**
 * Takes what others send mail from, which is more than what we would give out (RFC 5321 §4.1.2 and §4.1.3): local parts
 * of any length such as SRS makes, dots anywhere, quoted strings, underscores in the domain, address literals. Still no
 * control or invisible characters, and nothing that could end the path too early where we write it.
 */
export function parseReversePath(text: string): Result<ReversePath, string> {
  if (text === '') return ok('')
  const [, local, host] = senderForm.exec(text) ?? []
  if (local === undefined || host === undefined) return failed('an address has the form name@domain')
  if (unprintable.test(text)) return failed('an address has no invisible characters')
  const domain = parseSenderDomain(host)
  if (!domain.ok) return domain
  const address = `${local}@${domain.value}`
  if (Buffer.byteLength(address) > 254) return failed('the address is longer than 254 octets')
  return ok(address as ReversePath)
}

function parseSenderDomain(text: string): Result<string, string> {
  const [, version, literal] = /^\[(IPv6:)?(.*)\]$/i.exec(text) ?? []
  if (literal !== undefined) {
    const known = version === undefined ? isIPv4(literal) : isIPv6(literal)
    return known ? ok(text) : failed('not an IP address')
  }
  const named = parseDomain(text.replaceAll('_', 'x'))
  return named.ok ? ok(domainToASCII(text.replace(/\.$/, ''))) : named
}

/** The domain of an address. */
export function domainOf(address: EmailAddress): Domain {
  return address.slice(address.lastIndexOf('@') + 1) as Domain
}

/** What comes before the `@`, in the case it was written. */
export function localPartOf(address: EmailAddress): string {
  return address.slice(0, address.lastIndexOf('@'))
}

/**
 * The key under which the directory knows an address: lower-case, and without `+detail` (RFC 5233), which is
 * returned apart (null when there is none).
 */
export function mailboxKey(address: EmailAddress): {
  readonly key: EmailAddress
  readonly detail: string | null
} {
  const local = localPartOf(address)
  const plus = local.indexOf('+')
  const base = plus > 0 ? local.slice(0, plus) : local
  const key = `${base.toLowerCase()}@${domainOf(address)}` as EmailAddress
  return { key, detail: plus > 0 ? local.slice(plus + 1) : null }
}
