// The library checks DKIM, then SPF, then DMARC, each with questions of its own to the DNS. The first of SPF and of DMARC are
// known from the beginning, so they are asked at once: for a domain that nobody wrote from lately, each takes tens of
// milliseconds.

import { isIP } from 'node:net'
import { comparableDomain, isNameLike } from '#core/address/comparable-address.ts'
import type { Enveloped } from '../stages.ts'
import type { RememberedAnswers } from './resolver.ts'

/** The end of a From field as nearly everybody writes it; of another form, DMARC asks when its turn comes. */
const lastDomain = /@([^@<>\s]+)>?$/

/** `author` is the value of the From field. */
export function prefetchDns(
  { reversePath, client }: Pick<Enveloped, 'reversePath' | 'client'>,
  author: string,
  answers: Pick<RememberedAnswers, 'askAhead'>,
): void {
  // RFC 7208 §2.4: the null reverse-path stands for the name that the client gave.
  const sender = reversePath === '' ? client.helo : reversePath.slice(reversePath.lastIndexOf('@') + 1)
  const [, domain] = lastDomain.exec(author.trimEnd()) ?? []
  if (isName(sender)) answers.askAhead(comparableDomain(sender), 'TXT')
  if (domain !== undefined && isName(domain)) answers.askAhead(`_dmarc.${comparableDomain(domain)}`, 'TXT')
}

const isName = (text: string): boolean => isNameLike(text) && isIP(text) === 0
