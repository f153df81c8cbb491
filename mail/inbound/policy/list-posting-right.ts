// Whether a list takes mail from the author of a message. Anybody can write any address into the envelope and into From: only
// an author whose domain authenticated counts.

import type { MailboxTarget } from '#core/address/directory.ts'
import { type Domain, type EmailAddress, localPartOf, mailboxKey } from '#core/address/email-address.ts'
import type { Filtered } from '../stages.ts'

type Sender = Pick<Filtered, 'author' | 'verdict' | 'book'>

/** Also of a mailbox that no list stands before. */
export function mayPostTo(
  { onlyFrom }: Pick<MailboxTarget, 'onlyFrom'>,
  { author, verdict, book }: Sender,
): boolean {
  if (onlyFrom === undefined) return true
  const domain = author.slice(author.lastIndexOf('@') + 1) as Domain
  const proven = verdict.dmarc === 'pass' || verdict.authenticatedDomains.includes(domain)
  if (!proven || verdict.author !== 'judged' || author === '') return false
  return onlyFrom.kind === 'department'
    ? book.hostedDomains.has(domain)
    : onlyFrom.addresses.has(asListed(author as EmailAddress, domain, book))
}

/** A member may write from an alias of the domain: what is proven is that alias, what the directory knows is the address in it. */
function asListed(author: EmailAddress, domain: Domain, { mainDomains }: Sender['book']): EmailAddress {
  const main = `${localPartOf(author)}@${mainDomains.get(domain) ?? domain}`
  return mailboxKey(main as EmailAddress).key
}
