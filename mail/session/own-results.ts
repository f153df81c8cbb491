// What our own Authentication-Results says (RFC 8601) of a message that passed us before. Forged ones were removed when it came
// in, so the first that carries our authserv-id is ours; but values in it quote what strangers wrote.

import { fieldValue, headerFields } from '#core/header-fields.ts'
import { authenticationResultsField } from '#core/own-fields.ts'
import { authservIdOf, withoutComments } from './forged-fields.ts'

export interface OwnResults {
  /** From the authserv-id on, as it stands there. */
  readonly value: string
  readonly arc: 'none' | 'pass' | 'fail'
  /** The domain in From that DMARC passed for; null for none. */
  readonly provenDomain: string | null
  /** It was written by somebody who signed in here. */
  readonly signedIn: boolean
}

const fieldName = authenticationResultsField.toLowerCase()

export function ownResults(head: Buffer, authservId: string): OwnResults | null {
  for (const field of headerFields(head)) {
    if (field.name !== fieldName) continue
    const value = fieldValue(head, field)
    if (authservIdOf(value).toLowerCase() === authservId.toLowerCase()) return read(value)
  }
  return null
}

function read(value: string): OwnResults {
  const plain = withoutComments(value).replace(/"(?:[^"\\]|\\.)*"/g, '""')
  const results = plain.split(';').map((each) => each.trim())
  const arc = wordOf(results, 'arc')
  const dmarc = results.find((each) => /^dmarc=pass(?=\s|$)/i.test(each))
  return {
    value,
    arc: arc === null || arc === 'none' ? 'none' : arc === 'pass' ? 'pass' : 'fail',
    provenDomain: /\sheader\.from=([^\s"]+)/i.exec(dmarc ?? '')?.[1]?.toLowerCase() ?? null,
    signedIn: wordOf(results, 'auth') === 'pass',
  }
}

function wordOf(results: readonly string[], method: string): string | null {
  const found = results.find((each) => each.toLowerCase().startsWith(`${method}=`))
  return /^\w+=(\w+)/.exec(found ?? '')?.[1]?.toLowerCase() ?? null
}
