// Answers that go to somebody else than the author: a free mailbox behind a firm's or an official's address.

import type { Suspicion } from '#core/message/findings.ts'
import { registered } from '../../proven-author.ts'
import { type Author, domainOfAddress } from './author.ts'
import { freemailDomains } from './freemail-domains.ts'

/**
 * A web form and a mailing list also answer elsewhere, from a domain that proves itself to one of an organisation; a free
 * mailbox proves nothing about whose it is, and neither does an author who could not be proven.
 */
export function answersElsewhere(author: Author, replyTo: string): Suspicion | null {
  const address = addressIn(replyTo)
  const domain = domainOfAddress(address)
  if (author.ours || author.domain === '' || domain === '' || address === author.address) return null
  const free = freemailDomains.has(registered(domain))
  if (!free && (author.proven || organisation(domain) === organisation(author.domain))) return null
  return { mark: 'answers-elsewhere', resembles: '' }
}

/** The first one; of several addresses, RFC 5322 §3.6.2. */
const addressIn = (replyTo: string): string =>
  (/[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(replyTo.slice(0, longestField))?.[0] ?? '').toLowerCase()

const longestField = 2000

/** charpentes.fr and charpentes.com are one. */
const organisation = (domain: string): string => registered(domain).split('.')[0] ?? domain
