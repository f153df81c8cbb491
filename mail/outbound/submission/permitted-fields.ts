// Which fields of what a mail program hands over go on (RFC 6409 §8): none that a server alone writes, none that says where
// the author sits or who else gets it, and none that names somebody else as the sender. What stays, stays octet by octet.

import { domainOf, type EmailAddress, mailboxKey } from '#core/address/email-address.ts'
import { fieldValue, type HeaderField } from '#core/message/header-fields.ts'
import { ownFieldPrefix } from '#core/message/own-header-fields.ts'
import { onlyAddress } from '../from-author.ts'

/**
 * Blind copies, what a server alone says, and where the author sits. Results of others mean nothing beyond their own house
 * (RFC 8601 §5), so all of them go, not ours alone. A message begins with its submission: a chain of ARC in it was made for
 * another one, and a chain is whole or it fails (RFC 8617 §5.1.1).
 */
const removed: ReadonlySet<string> = new Set([
  'bcc',
  'resent-bcc',
  'return-path',
  'delivered-to',
  'authentication-results',
  'received-spf',
  'arc-authentication-results',
  'arc-message-signature',
  'arc-seal',
  'x-received',
  'x-originating-ip',
  'x-client-ip',
  'x-sender-ip',
])

const ownPrefix = ownFieldPrefix.toLowerCase()

export interface PermittedFor {
  /** Ours, as in our Received. */
  readonly hostname: string
  /** Those that the sender may use. */
  readonly addresses: ReadonlySet<EmailAddress>
  /** The one address in From: its domain is signed for. */
  readonly author: EmailAddress
}

/** False for a line that is no field at all. */
export function isPermittedField(
  head: Buffer,
  field: HeaderField,
  { hostname, addresses, author }: PermittedFor,
): boolean {
  const { name } = field
  if (name === null || removed.has(name) || name.startsWith(ownPrefix)) return false
  switch (name) {
    // Redirecting is anybody's right (RFC 5322 §3.6.6), in another's name it is not.
    case 'sender':
    case 'resent-sender':
      return mayUse(addresses, fieldValue(head, field))
    // RFC 5321 §4.4 forbids servers on the way to change them; to whoever submits we are the first. Those of submissions of
    // ours name nobody, and by their number a circle is found.
    case 'received':
      return /^by\s+(\S+)/i.exec(fieldValue(head, field))?.[1]?.toLowerCase() === hostname.toLowerCase()
    // Others may vouch for it as well (RFC 6376 §3.5). For the domain that we sign for, ours comes on top; an older one
    // would fail, and DMARC reports would tell so of us.
    case 'dkim-signature':
      return signerOf(fieldValue(head, field)) !== domainOf(author).toLowerCase()
    default:
      return true
  }
}

/** Reading addresses takes the longer the more there are. */
const longestValue = 16_000

/** Whether the one address in it is of those. */
export function mayUse(addresses: ReadonlySet<EmailAddress>, value: string): boolean {
  const address = value.length > longestValue ? null : onlyAddress(value)
  return address !== null && addresses.has(mailboxKey(address).key)
}

/** d= (RFC 6376 §3.5), in lower case. */
const signerOf = (value: string): string | undefined =>
  /(?:^|;)\s*d\s*=\s*([^\s;]+)/.exec(value)?.[1]?.toLowerCase()
