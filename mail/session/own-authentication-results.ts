// What our own Authentication-Results says (RFC 8601) of a message that passed us before. Forged ones were removed when it came
// in, so the first that carries our authserv-id is ours; but values in it quote what strangers wrote.

import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { authenticationResultsField } from '#core/message/own-header-fields.ts'
import { authservIdOf, withoutComments } from './forged-fields.ts'

export interface OwnAuthenticationResults {
  /** From the authserv-id on, as it stands there. */
  readonly value: string
  readonly arc: 'none' | 'pass' | 'fail'
  /** The domain in From that DMARC passed for; null for none, and where any signature leaves part of the body to anybody. */
  readonly provenDomain: string | null
  /** That of the reverse-path, where SPF passed for it; null for none. */
  readonly mailFromDomain: string | null
  /** Whose signatures of DKIM passed; none where one of them leaves part of the body to anybody. */
  readonly signingDomains: readonly string[]
  /** It was written by somebody who signed in here. */
  readonly signedIn: boolean
}

const fieldName = authenticationResultsField.toLowerCase()

export function ownAuthenticationResults(head: Buffer, authservId: string): OwnAuthenticationResults | null {
  for (const field of headerFields(head)) {
    if (field.name !== fieldName) continue
    const value = fieldValue(head, field)
    if (authservIdOf(value).toLowerCase() === authservId.toLowerCase()) return read(value)
  }
  return null
}

/** What our verifier says of a signature with a length (`l=`). It stands in a comment, and who writes one there proves less. */
const leavesRoom = /undersized signature/i

function read(value: string): OwnAuthenticationResults {
  const plain = withoutComments(value).replace(/"(?:[^"\\]|\\.)*"/g, '""')
  const results = plain.split(';').map((each) => each.trim())
  const arc = wordOf(results, 'arc')
  const partial = leavesRoom.test(value)
  const dmarc = results.find((each) => /^dmarc=pass(?=\s|$)/i.test(each))
  return {
    value,
    arc: arc === null || arc === 'none' ? 'none' : arc === 'pass' ? 'pass' : 'fail',
    provenDomain: partial
      ? null
      : (/\sheader\.from=([^\s"]+)/i.exec(dmarc ?? '')?.[1]?.toLowerCase() ?? null),
    mailFromDomain: mailFromDomain(results),
    signingDomains: partial ? [] : signingDomains(results),
    signedIn: wordOf(results, 'auth') === 'pass',
  }
}

function wordOf(results: readonly string[], method: string): string | null {
  const found = results.find((each) => each.toLowerCase().startsWith(`${method}=`))
  return /^\w+=(\w+)/.exec(found ?? '')?.[1]?.toLowerCase() ?? null
}

/** Quoted local parts were emptied before; a domain that had to be quoted is none. */
function mailFromDomain(results: readonly string[]): string | null {
  const spf = results.find((each) => /^spf=pass(?=\s|$)/i.test(each)) ?? ''
  return /\ssmtp\.mailfrom=(?:[^\s@]*@)?([^\s"@]+)/i.exec(spf)?.[1]?.toLowerCase() ?? null
}

const signingDomains = (results: readonly string[]): readonly string[] =>
  results.flatMap((each) => {
    if (!/^dkim=pass(?=\s|$)/i.test(each)) return []
    const domain = /\sheader\.d=([^\s"@]+)/i.exec(each)?.[1]
    return domain === undefined ? [] : [domain.toLowerCase()]
  })
