// Our Authentication-Results field (RFC 8601), as mailauth words it, without its Received-SPF: one field says it all.

import type { AuthenticateResult } from 'mailauth'
import { authenticationResultsField } from '#core/message/own-header-fields.ts'

const start = `${authenticationResultsField}: `

/** Ends in CRLF. Values quote what strangers wrote: the field ends before the first line that is not a folded one. */
export function authenticationResults(result: AuthenticateResult, authservId: string): string {
  const at = result.headers.indexOf(start)
  const lines = (at < 0 ? '' : result.headers.slice(at)).split(/\r?\n/)
  const end = lines.findIndex((line, index) => index > 0 && !/^[ \t]/.test(line))
  const field = end < 0 ? lines : lines.slice(0, end)
  const clean = field.every((line) => !/[\0\r]/.test(line))
  if (field.length < 2 || !clean) return `${start}${authservId}; none\r\n`
  return `${field.join('\r\n')}\r\n`
}
