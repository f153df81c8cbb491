// The author (RFC 5322 §3.6.2) whose domain DMARC is about (RFC 9989), taken from a header section that every program reads
// in the same way: with a line that is no field, or a second From, a reader might see another one.

import { fieldValue, type HeaderField, headerFields } from '#core/message/header-fields.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  authorTooLong,
  headerTooLarge,
  mailLoop,
  malformedHeader,
  malformedMessage,
} from '#core/smtp/smtp-reply.ts'
import type { Stopped } from '../stages.ts'

/** RFC 5321 §6.3: a count of Received fields that no honest path reaches. */
const maxReceivedFields = 50

/** A long way from relay to relay has two hundred; a megabyte of fields of three octets keeps us busy for a second. */
const mostFields = 10_000

/**
 * RFC 5322 §3.4 bounds no list of mailboxes; three hundred authors have room here. Parsers of addresses take seconds for a
 * field of a megabyte, in which nobody else is served.
 */
const longestFrom = 16_000

/** The value of the one From field. */
export function extractAuthor(head: Buffer): Result<string, Stopped> {
  const fields: HeaderField[] = []
  for (const field of headerFields(head)) {
    if (fields.length === mostFields) return failed({ reply: headerTooLarge, reason: 'message-malformed' })
    fields.push(field)
  }
  if (named(fields, null).length > 0) return failed({ reply: malformedHeader, reason: 'message-malformed' })
  if (named(fields, 'received').length > maxReceivedFields)
    return failed({ reply: mailLoop, reason: 'mail-loop' })
  const [from, ...others] = named(fields, 'from')
  if (from === undefined || others.length > 0)
    return failed({ reply: malformedMessage, reason: 'message-malformed' })
  if (from.end - from.start > longestFrom)
    return failed({ reply: authorTooLong, reason: 'message-malformed' })
  return ok(fieldValue(head, from))
}

const named = (fields: readonly HeaderField[], name: string | null): readonly HeaderField[] =>
  fields.filter((field) => field.name === name)
