// The id of the mailing list that a message came by (RFC 2919): what stands between the angle brackets of List-Id.

import { decodedField } from '#core/message/decoded-field.ts'

const mostCharacters = 400
const mostInRule = 200

/** Null for mail of no list. */
export function listIdOf(fields: Buffer): string | null {
  const field = decodedField(fields, 'list-id', mostCharacters)
  const id = (/<([^<>]+)>\s*$/.exec(field)?.[1] ?? field).trim()
  return id === '' || id.length > mostInRule ? null : id
}
