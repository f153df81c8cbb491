// The part of a report that programs read (RFC 3464), always in ASCII: an address beyond it is written as RFC 6533 §3 says.

import { foldLines } from 'nodemailer/lib/mime-funcs'
import { fromXtext, inAscii, utf8Xtext } from '../xtext.ts'
import type { DeliveryReport, ReportedOutcome, ReportedRecipient, Reporter } from './report.ts'
import { statusCode } from './status-code.ts'

const actions: Readonly<Record<ReportedOutcome, string>> = {
  failed: 'failed',
  expired: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
  relayed: 'relayed',
}

/** A server may say as much as it likes. */
const longestReply = 500

export function statusFields(report: DeliveryReport, { hostname }: Reporter): string {
  const { message, recipients } = report
  const groups = [
    [
      ['Original-Envelope-Id', message.envelopeId],
      ['Reporting-MTA', `dns; ${hostname}`],
      ['Arrival-Date', dateOf(message.acceptedAt)],
    ] as const,
    ...recipients.map((recipient) => recipientFields(recipient, report.triesUntil)),
  ]
  return groups.map(written).join('\r\n')
}

type Fields = readonly (readonly [name: string, value: string | null])[]

function recipientFields(recipient: ReportedRecipient, triesUntil: Date | null): Fields {
  const { originalRecipient, outcome, host, reply, lastAttemptAt } = recipient
  return [
    ['Original-Recipient', originalRecipient === null ? null : decoded(originalRecipient)],
    ['Final-Recipient', typed(recipient.address)],
    ['Action', actions[outcome]],
    ['Status', statusCode(recipient)],
    ['Remote-MTA', host === null ? null : `dns; ${host}`],
    ['Diagnostic-Code', reply === '' ? null : diagnosticCode(reply)],
    ['Last-Attempt-Date', lastAttemptAt === null ? null : dateOf(lastAttemptAt)],
    ['Will-Retry-Until', outcome === 'delayed' && triesUntil !== null ? dateOf(triesUntil) : null],
  ]
}

const written = (fields: Fields): string =>
  fields
    .flatMap(([name, value]) => (value === null ? [] : [`${foldLines(`${name}: ${ascii(value)}`)}\r\n`]))
    .join('')

const typed = (address: string): string => {
  const plain = /^[\x21-\x7e]+$/.test(address)
  return plain ? `rfc822; ${address}` : `utf-8; ${utf8Xtext(address)}`
}

/** RFC 3461 §6.3: without the xtext that the parameter needed. RFC 6533 §3: but in ASCII. */
const decoded = (original: string): string =>
  /^utf-8;/i.test(original) ? inAscii(original) : fromXtext(original)

/** RFC 3464 §2.3.6: the type says whose words they are. */
const diagnosticCode = (reply: string): string =>
  `${/^[245]\d\d\b/.test(reply) ? 'smtp' : 'x-vaguemestre'}; ${reply.slice(0, longestReply)}`

/** On one line; nobody else's words begin a field. */
const ascii = (value: string): string => value.replace(/[^\x20-\x7e]+/g, '?').trim()

const dateOf = (at: Date): string => at.toUTCString().replace('GMT', '+0000')
