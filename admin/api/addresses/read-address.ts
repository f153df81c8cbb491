// Addresses as forms carry them, read as the directory keeps them: lower-case, without detail.

import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import { mailboxKey, parseDomain, parseEmailAddress } from '#core/address/email-address.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { Problem, wrongField } from '#http/problem.ts'

/** The name of an address of ours; one with a detail (RFC 5233) names another one. */
export function readAddress(text: string): Result<EmailAddress, string> {
  const parsed = parseEmailAddress(text.trim())
  if (!parsed.ok) return parsed
  const { key, detail } = mailboxKey(parsed.value)
  return detail === null ? ok(key) : failed('an address of the directory has no + before the @')
}

/** What a form gave in two fields. */
export function readNewAddress(given: {
  readonly localPart: string
  readonly domain: string
}): EmailAddress | Problem {
  const domain = readDomain(given.domain, '/body/domain')
  if (domain instanceof Problem) return domain
  if (given.localPart.includes('@')) return wrongField('/body/localPart', 'invalid-address', 'No @ here.')
  const address = readNewName(`${given.localPart}@${domain}`)
  return address.ok ? address.value : wrongField('/body/localPart', 'invalid-address', address.error)
}

/** Files are named after addresses by whoever keeps them: no new one has what a file system takes for a path. */
export function readNewName(text: string): Result<EmailAddress, string> {
  return /[/\\]/.test(text) ? failed('an address of the directory has no slash') : readAddress(text)
}

export function readDomain(text: string, pointer: string): Domain | Problem {
  const domain = parseDomain(text)
  return domain.ok ? domain.value : wrongField(pointer, 'invalid-domain', domain.error)
}
