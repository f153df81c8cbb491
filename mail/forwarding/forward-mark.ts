// What mail that is sent on carries, so that it is not sent on twice: a word for each mailbox that did so. It says nothing
// to anybody who has not the key, and nobody else can write one.

import type { MailboxId } from '#core/address/directory.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { forwardedFieldName } from '#core/message/own-header-fields.ts'
import type { Secret } from '#core/secret.ts'
import { keyedHash } from './keyed-hash.ts'

const letters = 16
/** Each way through a mailbox adds a Received field too, and those are bounded sooner or later (RFC 5321 §6.3). */
const mostMarks = 50

const fieldName = forwardedFieldName.toLowerCase()
const word = new RegExp(`^[a-z2-7]{${letters}}$`)

export const forwardMark = (mailbox: MailboxId, key: Secret): string =>
  keyedHash(['mark', mailbox], key, letters)

/** The last that were added, whoever wrote them. */
export function forwardMarks(head: Buffer): readonly string[] {
  const marks = new Set<string>()
  for (const field of headerFields(head)) {
    if (field.name !== fieldName) continue
    for (const each of fieldValue(head, field).split(/\s+/)) if (word.test(each)) marks.add(each)
    if (marks.size > mostMarks) break
  }
  return [...marks].slice(0, mostMarks)
}

/** The field, ending in CRLF: one word in a line. */
export const forwardMarkField = (marks: readonly string[]): string =>
  `${forwardedFieldName}: ${marks.join('\r\n\t')}\r\n`
