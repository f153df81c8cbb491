// The verdict on mail of ours: whoever wrote it signed in and may write with the address in From, which is more than SPF, DKIM
// and DMARC can say of anybody (RFC 8601 §2.7.4).

import { addressParser } from 'postal-mime'
import { comparedAddress, comparedDomain } from '#core/compared-address.ts'
import { fieldValue, headerFields } from '#core/header-fields.ts'
import { authenticationResultsField } from '#core/own-fields.ts'
import type { Authenticated, Enveloped, Verdict } from '../stages.ts'

export function authenticatedOrigin(mail: Enveloped, authservId: string): Authenticated {
  const { content } = mail
  const author = comparedAddress(authorIn(content.head))
  const fromDomain = author.includes('@') ? comparedDomain(author.slice(author.lastIndexOf('@') + 1)) : null
  const verdict: Verdict = {
    ...{ spf: 'pass', dkim: [], arc: 'none', dmarc: 'pass', dmarcAsks: 'none', author: 'judged' },
    ...{ fromDomain, vouchedBy: null, authenticatedDomains: fromDomain === null ? [] : [fromDomain] },
  }
  const results = `${authenticationResultsField}: ${authservId}; auth=pass\r\n`
  return {
    ...mail,
    ...{ verdict, dmarcEvidence: null, author, original: content },
    content: { head: Buffer.concat([Buffer.from(results), content.head]), body: content.body },
    '~stage': 'authentication',
  }
}

/** There is one From with one address in it: what was sent from here was looked at when it was handed over. */
function authorIn(head: Buffer): string {
  for (const field of headerFields(head))
    if (field.name === 'from')
      return addressParser(fieldValue(head, field), { flatten: true })[0]?.address ?? ''
  return ''
}
