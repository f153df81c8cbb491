// Signs a message for the domain of its author, with every key of that domain that is active (RFC 6376; RFC 8463 for two
// signatures side by side). What it may sign is decided before: who wrote From was asked for the right to do so.

import type { Domain } from '#core/address/email-address.ts'
import type { Clock } from '#core/clock.ts'
import { headerFields } from '#core/message/header-fields.ts'
import { dkimSignature } from './dkim-signature.ts'
import { splitHeaderAndBody } from './header-and-body.ts'
import { relaxedBodyHash, relaxedField } from './relaxed-canonicalization.ts'
import { signedFields } from './signed-fields.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface Signing {
  readonly keys: SigningKeys
  readonly clock: Clock
}

/**
 * The fields to be put in front of `content`, each with its CRLF; empty where the domain has no active key. `content` is
 * the message as it will be sent, all its lines ended by CRLF; `author` is the domain of the one address in its From.
 * Rejects when the keys cannot be asked for: unsigned mail of a domain that asks for DMARC is worse than late mail.
 */
export async function dkimSignatures(
  content: Buffer,
  author: Domain,
  { keys, clock }: Signing,
): Promise<string> {
  const active = await keys.activeOf(author)
  if (active.length === 0) return ''
  const { head, bodyStart } = splitHeaderAndBody(content)
  const { names, fields } = signedFields([...headerFields(head)])
  const signed = {
    names,
    canonicalFields: fields.map((field) => `${relaxedField(content, field)}\r\n`).join(''),
    bodyHash: await relaxedBodyHash(content, bodyStart),
    at: new Date(clock.now()),
  }
  const signatures = await Promise.all(active.map((key) => dkimSignature(key, signed)))
  return signatures.join('')
}
