// Fields that only we may write (RFC 8601 §5): an Authentication-Results with our authserv-id, in whatever disguise of
// case, comments, quotes, folding or version, and everything of our own X- namespace.

import { fieldValue, type HeaderField, headerFields } from '#core/message/header-fields.ts'
import { authenticationResultsField, ownFieldPrefix } from '#core/message/own-header-fields.ts'

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
  const value = fieldValue(head, field)
  const claimed = value.includes('(') ? anyReading(value) : [authservIdOf(value)]
  return claimed.some((each) => each.toLowerCase().replace(/\.$/, '') === authservId.toLowerCase())
}

/** A comment ends a token, but there are readers that take comments out and read on, and some that know none in comments. */
const anyReading = (value: string): readonly string[] =>
  [value, value.split(')').map(untilComment).join('')].flatMap((each) => [
    authservIdOf(each),
    firstWord(withoutComments(each, '')),
  ])

const untilComment = (piece: string): string => {
  const begins = piece.indexOf('(')
  return begins < 0 ? piece : piece.slice(0, begins)
}

/** RFC 2045 §5.1: a program that looks for our name stops where the token does, at `<` as well as at a space. */
const token = /^[\w!#$%&'*+\-.^`{|}~]*/

/** authserv-id = value, a token or quoted-string with comments and white space around it (RFC 8601 §2.2). */
export const authservIdOf = (value: string): string => firstWord(withoutComments(value))

function firstWord(uncommented: string): string {
  const bare = uncommented.trim()
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(bare)?.[1]
  if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1').trim()
  return token.exec(bare)?.[0] ?? ''
}

/** RFC 5322 §3.2.2: comments nest, parentheses in quoted strings are none, and where a comment stood there is white space. */
export function withoutComments(value: string, instead = ' '): string {
  let depth = 0
  let quoted = false
  let kept = ''
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at] === '\\' ? value.slice(at, ++at + 1) : value[at]
    if (sign === '"' && depth === 0) quoted = !quoted
    if (sign === '(' && !quoted) depth += 1
    if (depth === 0) kept += sign
    else if (sign === ')' && !quoted && --depth === 0) kept += instead
  }
  return kept
}
