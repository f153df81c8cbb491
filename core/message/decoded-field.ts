// Fields of a message, decoded (RFC 2047) and safe to show to whoever decides about it.

import libmime from 'libmime'
import { fieldValue, headerFields } from './header-fields.ts'
import { singleLine } from './single-line.ts'

/** The first field of that lower-case name, as it came; empty when there is none. */
export function rawField(head: Buffer, name: string): string {
  for (const field of headerFields(head)) if (field.name === name) return fieldValue(head, field)
  return ''
}

export const decodedField = (head: Buffer, name: string, most?: number): string =>
  singleLine(libmime.decodeWords(rawField(head, name)), most)

/** The display name in From (RFC 5322 §3.4), which anybody may choose; empty when there is none. */
export function decodedFromName(head: Buffer): string {
  const [, phrase = ''] = /^([^<]*)<[^<>]*>\s*$/.exec(rawField(head, 'from')) ?? []
  const unquoted = phrase
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/\\(.)/g, '$1')
  return singleLine(libmime.decodeWords(unquoted), 80)
}
