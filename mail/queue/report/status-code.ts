// The enhanced status code (RFC 3463) of what became of a recipient: the server's own where it said one that fits.

import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import type { ReportedOutcome, ReportedRecipient } from './report.ts'

const classes: Readonly<Record<ReportedOutcome, string>> = {
  failed: '5',
  expired: '5',
  delayed: '4',
  delivered: '2',
  relayed: '2',
}

/** Subject and detail, where nobody said them. */
const details: Readonly<Record<ReplyKind, string>> = {
  accepted: '0.0',
  unreachable: '4.1',
  'dns-unavailable': '4.3',
  'no-such-domain': '1.2',
  loop: '4.6',
  'tls-required': '7.10',
  greylisted: '7.1',
  temporary: '0.0',
  'unknown-recipient': '1.1',
  'mailbox-full': '2.2',
  'mailbox-disabled': '2.1',
  'too-large': '3.4',
  policy: '7.1',
  reputation: '7.1',
  'no-smtputf8': '6.7',
  permanent: '0.0',
}

/** Other mail system status: nobody elsewhere said anything. */
const setAsideDetail = '3.0'
/** Delivery time expired. */
const expiredDetail = '4.7'

export function statusCode({ outcome, setAside, kind, untried, reply }: ReportedRecipient): string {
  const wanted = classes[outcome]
  if (outcome === 'expired') return `${wanted}.${expiredDetail}`
  if (setAside) return `${wanted}.${setAsideDetail}`
  // Nothing is the matter with anybody.
  if (untried !== null && untried !== 'trouble') return `${wanted}.0.0`
  const [, said] = /^[245]\d\d[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply) ?? []
  return said?.startsWith(wanted) ? said : `${wanted}.${details[kind]}`
}
