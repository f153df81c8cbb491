// What is ours alone goes out of a message before it is sent on: our own fields, and the name of the mailbox behind an address that
// people write to. What is not removed stays exactly as it came, or DKIM would not verify.

import { type Domain, domainOf, parseEmailAddress } from '#core/address/email-address.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { ownFieldPrefix } from '#core/message/own-header-fields.ts'
import { splitHeaderAndBody } from '../signing/header-and-body.ts'

const ownPrefix = ownFieldPrefix.toLowerCase()

/** `outside`: our domains, for a copy that leaves the house; null for one that stays. */
export function stripForwardedFields(
  content: Buffer,
  outside: ReadonlySet<Domain> | null,
): readonly Buffer[] {
  const { head } = splitHeaderAndBody(content)
  const fields = [...headerFields(head)]
  const names = (at: number): boolean => {
    const field = fields[at]
    return (
      outside !== null && field?.name === 'x-sieve-redirected-from' && isOf(fieldValue(head, field), outside)
    )
  }
  const kept: Buffer[] = []
  let from = 0
  for (const [at, { name, start, end }] of fields.entries()) {
    // Dovecot writes the two together, for each mailbox whose rules sent it on. Those of another Dovecot stop its own loops.
    const isOurs = name?.startsWith(ownPrefix) === true || names(at) || (name === 'x-sieve' && names(at + 1))
    if (!isOurs) continue
    kept.push(content.subarray(from, start))
    from = end
  }
  return [...kept, content.subarray(from)]
}

function isOf(text: string, domains: ReadonlySet<Domain>): boolean {
  const address = parseEmailAddress(text)
  return address.ok && domains.has(domainOf(address.value))
}
