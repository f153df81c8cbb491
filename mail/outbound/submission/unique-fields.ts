// Fields that a message has once (RFC 5322 §3.6, RFC 2045). Of two, one program shows the first and another the second: what
// was looked through for leaks would not be what is read, and large providers refuse such mail.

import { fieldValue, type HeaderField } from '#core/message/header-fields.ts'

const once: ReadonlySet<string> = new Set([
  ...['subject', 'date', 'message-id', 'sender', 'reply-to', 'to', 'cc', 'in-reply-to', 'references'],
  ...['mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'],
])

/** Without repeats that say the same, which old programs write; null where two of a kind say different things. */
export function uniqueFields(head: Buffer, fields: readonly HeaderField[]): readonly HeaderField[] | null {
  const said = new Map<string, string>()
  const kept: HeaderField[] = []
  for (const field of fields) {
    const before = field.name === null ? undefined : said.get(field.name)
    const value = fieldValue(head, field).trim()
    if (before !== undefined && before !== value) return null
    if (before !== undefined) continue
    if (field.name !== null && once.has(field.name)) said.set(field.name, value)
    kept.push(field)
  }
  return kept
}
