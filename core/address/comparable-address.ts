// The one form in which domains and addresses of strangers are compared with rules: nobody slips past a rule, and no rule
// is in vain, because a domain was written in Unicode (RFC 6531) or with the dot that ends it in the DNS.

import { domainToASCII } from 'node:url'

/** What a host name may hold; of anything else a URL's parser would read a part, or decode it to another name. */
const nameLike = /^[\w.\-\u0080-\u{10ffff}]+$/u

/** Whether a text may be a name of the DNS at all: letters, digits, hyphens, underscores and dots, of any script. */
export const isNameLike = (text: string): boolean => nameLike.test(text)

/** Lower-case A-label without final dot; what is no name of the DNS stays as it is, in lower case. */
export function comparableDomain(text: string): string {
  const lower = text.toLowerCase()
  const ascii = isNameLike(lower) ? domainToASCII(lower) : ''
  return (ascii === '' ? lower : ascii).replace(/\.$/, '')
}

/** The local part in lower case and NFC, the domain as compared; a text without an at sign in lower case. */
export function comparableAddress(text: string): string {
  const at = text.lastIndexOf('@')
  if (at < 0) return text.toLowerCase()
  return `${text.slice(0, at).toLowerCase().normalize('NFC')}@${comparableDomain(text.slice(at + 1))}`
}
