// The verdict on mail out of our own queue. Whoever wrote mail of ours signed in and may write with the address in From, which is
// more than SPF, DKIM and DMARC can say of anybody (RFC 8601 §2.7.4); what was sent on is as good as it was when it came in.

import { addressParser } from 'postal-mime'
import { comparableAddress, comparableDomain } from '#core/address/comparable-address.ts'
import { fieldValue, headerFields } from '#core/message/header-fields.ts'
import { authenticationResultsField } from '#core/message/own-header-fields.ts'
import {
  type OwnAuthenticationResults,
  ownAuthenticationResults,
} from '../../session/own-authentication-results.ts'
import type { Authenticated, Enveloped, Verdict } from '../stages.ts'

export function queuedMailVerdict(mail: Enveloped, authservId: string): Authenticated {
  const { content } = mail
  const author = comparableAddress(authorIn(content.head))
  const fromDomain = author.includes('@') ? comparableDomain(author.slice(author.lastIndexOf('@') + 1)) : null
  const known = {
    ...mail,
    dmarcEvidence: null,
    author,
    original: content,
    '~stage': 'authentication',
  } as const
  if (mail.origin === 'forwarded') {
    const found = ownAuthenticationResults(content.head, authservId)
    const isProven = fromDomain !== null && found !== null && proves(found, fromDomain)
    return { ...known, verdict: isProven ? proven(fromDomain) : unproven(fromDomain, found) }
  }
  const results = `${authenticationResultsField}: ${authservId}; auth=pass\r\n`
  return {
    ...known,
    verdict: proven(fromDomain),
    content: { head: Buffer.concat([Buffer.from(results), content.head]), body: content.body },
  }
}

const judged = {
  dkim: [],
  arc: 'none',
  dmarcAsks: 'none',
  author: 'judged',
  vouchedBy: null,
  mightYetBeProven: false,
} as const

const proven = (fromDomain: string | null): Verdict => ({
  ...{ ...judged, spf: 'pass', dmarc: 'pass', fromDomain },
  authenticatedDomains: fromDomain === null ? [] : [fromDomain],
})

/** Where no policy asked for more, SPF and signatures of when it came say what they can. */
const unproven = (fromDomain: string | null, found: OwnAuthenticationResults | null): Verdict => ({
  ...{ ...judged, spf: 'none', dmarc: 'none', fromDomain },
  authenticatedDomains: [
    ...(found?.signingDomains ?? []),
    ...(found?.mailFromDomain ? [found.mailFromDomain] : []),
  ].map(comparableDomain),
})

/** What a mailbox of ours sends on was looked at when it came to that mailbox. */
const proves = (found: OwnAuthenticationResults, fromDomain: string): boolean =>
  found.signedIn || comparableDomain(found.provenDomain ?? '') === fromDomain

/** There is one From: that was looked at when the message was handed over or came in. */
function authorIn(head: Buffer): string {
  for (const field of headerFields(head))
    if (field.name === 'from')
      return addressParser(fieldValue(head, field), { flatten: true })[0]?.address ?? ''
  return ''
}
