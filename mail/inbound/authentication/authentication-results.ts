// Our Authentication-Results field (RFC 8601), as mailauth words it, without its Received-SPF: one field says it all.

import type { AuthenticateResult } from 'mailauth'

const fieldName = 'Authentication-Results: '

/** Ends in CRLF. Values quote what strangers wrote, so every line that is not the first must be a folded one. */
export function authenticationResults(result: AuthenticateResult, authservId: string): string {
  const start = result.headers.indexOf(fieldName)
  const field = start < 0 ? '' : result.headers.slice(start)
  const lines = field.split(/\r?\n/).filter((line) => line !== '')
  const folded = lines.slice(1).every((line) => /^[ \t]/.test(line) && !/[\0\r]/.test(line))
  if (lines.length < 2 || !folded) return `${fieldName}${authservId}; none\r\n`
  return `${lines.join('\r\n')}\r\n`
}
