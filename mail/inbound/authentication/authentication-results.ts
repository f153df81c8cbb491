// Our Authentication-Results field (RFC 8601), as mailauth words it, without its Received-SPF: one field says it all.

import type { AuthenticateResult } from 'mailauth'
import { authenticationResultsField } from '#core/own-fields.ts'

const start = `${authenticationResultsField}: `

/** Ends in CRLF. Values quote what strangers wrote, so every line that is not the first must be a folded one. */
export function authenticationResults(result: AuthenticateResult, authservId: string): string {
  const at = result.headers.indexOf(start)
  const field = at < 0 ? '' : result.headers.slice(at)
  const lines = field.split(/\r?\n/).filter((line) => line !== '')
  const folded = lines.slice(1).every((line) => /^[ \t]/.test(line) && !/[\0\r]/.test(line))
  if (lines.length < 2 || !folded) return `${start}${authservId}; none\r\n`
  return `${lines.join('\r\n')}\r\n`
}
