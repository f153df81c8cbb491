// Fields that only we may write (RFC 8601 §5): an Authentication-Results with our authserv-id, in whatever disguise of
// case, comments, quotes, folding or version, and everything of our own X- namespace.

import { fieldValue, type HeaderField, headerFields } from '#core/header-fields.ts'
import { authenticationResultsField, ownFieldPrefix } from '#core/own-fields.ts'

const ownPrefix = ownFieldPrefix.toLowerCase()
const authenticationResults = authenticationResultsField.toLowerCase()

/** The header section without them, untouched otherwise. */
export function withoutForgedFields(head: Buffer, authservId: string): Buffer {
  const kept: Buffer[] = []
  let from = 0
  for (const field of headerFields(head)) {
    if (!isForged(head, field, authservId)) continue
    kept.push(head.subarray(from, field.start))
    from = field.end
  }
  if (from === 0) return head
  kept.push(head.subarray(from))
  return Buffer.concat(kept)
}

function isForged(head: Buffer, field: HeaderField, authservId: string): boolean {
  if (field.name?.startsWith(ownPrefix)) return true
  if (field.name !== authenticationResults) return false
  const claimed = authservIdOf(fieldValue(head, field))
  return claimed.toLowerCase().replace(/\.$/, '') === authservId.toLowerCase()
}

/** RFC 2045 §5.1: a program that looks for our name stops where the token does, at `<` as well as at a space. */
const token = /^[\w!#$%&'*+\-.^`{|}~]*/

/** authserv-id = value, a token or quoted-string with comments and white space around it (RFC 8601 §2.2). */
export function authservIdOf(value: string): string {
  const bare = withoutComments(value).trim()
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(bare)?.[1]
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1').trim()
  return token.exec(bare)?.[0] ?? ''
}

/** RFC 5322 §3.2.2: comments nest, and parentheses in quoted strings are none. */
export function withoutComments(value: string): string {
  let depth = 0
  let quoted = false
  let kept = ''
  for (let at = 0; at < value.length; at++) {
    const sign = value[at] ?? ''
    const pair = sign === '\\' ? sign + (value[++at] ?? '') : null
    if (pair === null && depth === 0 && sign === '"') quoted = !quoted
    if (pair === null && !quoted && sign === '(') depth += 1
    else if (pair === null && !quoted && sign === ')' && depth > 0) depth -= 1
    else if (depth === 0) kept += pair ?? sign
  }
  return kept
}
