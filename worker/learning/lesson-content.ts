// What the filter learns from: the message as it came. Our own fields would teach it that our verdict is the spam; what
// was added on the way tells one copy of a message from another, so it does not count when we ask whether it is known.

import { createHash } from 'node:crypto'
import { authenticationResultsField, ownFieldPrefix } from '#core/message/own-header-fields.ts'
import { removeFields } from '../remove-fields.ts'

const ours = (name: string): boolean =>
  name === authenticationResultsField.toLowerCase() || name.startsWith(ownFieldPrefix.toLowerCase())

/** Each hop and each delivery writes one. */
const added: ReadonlySet<string> = new Set(['received', 'return-path', 'delivered-to'])

export const lessonContent = (message: Buffer): Buffer => removeFields(message, ours)

/** SHA-256 of what stays the same about a message. */
export const lessonDigest = (message: Buffer): string =>
  createHash('sha256')
    .update(removeFields(message, (name) => ours(name) || added.has(name)))
    .digest('hex')
