// Whether the author that DMARC judged, or that may send, is the one a reader sees. Parsers disagree about From fields that are not quite
// RFC 5322 §3.4: Dovecot shows the bank in `ceo@bank.test <x@evil.test>`, a full-width letter is plain to those who map
// it (UTS 46), a control character ends a name for some. So every domain outside quotes and comments must be the judged.

import { domainToASCII } from 'node:url'

/** False on any doubt. `judged` is an A-label domain. */
export function readsAs(author: string, judged: string): boolean {
  const bare = withoutQuotesAndComments(author)
  if (bare === null) return false
  const joined = bare.replace(/[ \t]+/g, ' ').replace(/ ?\. ?/g, '.')
  const domains = new Set([...joined.matchAll(/@ ?([^ <>,;:@]*)/g)].map(([, domain = '']) => domain))
  const expected = judged.replace(/\.$/, '')
  return domains.size > 0 && [...domains].every((domain) => asLookedUp(domain) === expected)
}

/**
 * Whether every program finds the same one address in `value` (RFC 5322 §3.4, `mailbox`): nothing outside quotes and comments
 * may be taken for a second one, a group or a route, and nothing stands around an address but a name before it.
 */
export function isOneMailbox(value: string): boolean {
  // Empty elements of a list (RFC 5322 §4.4) name nobody.
  const bare = withoutQuotesAndComments(value)?.replace(/^[\s,]+|[\s,]+$/g, '')
  return (
    bare !== undefined &&
    (/^[^@<>,;:]*<[^\s@<>,;:]*@[^\s@<>,;:]+>$/.test(bare) || /^[^\s@<>,;:]*@[^\s@<>,;:]+$/.test(bare))
  )
}

/** The name that a program would look up, empty when it would not find one in this text. */
const asLookedUp = (domain: string): string => domainToASCII(domain.replace(/\.$/, ''))

/** RFC 5322 §3.2.2 and §3.2.4: comments nest. Null when one of them has no end, or a backslash stands outside. */
function withoutQuotesAndComments(value: string): string | null {
  let depth = 0
  let quoted = false
  let kept = ''
  for (const [token] of value.matchAll(/\\.?|["()]|[^\\"()]+/gs)) {
    if (token === '"' && depth === 0) quoted = !quoted
    else if (token === '(' && !quoted) depth += 1
    else if (token === ')' && depth > 0) depth -= 1
    else if (!quoted && depth === 0) kept += token
  }
  return quoted || depth > 0 || kept.includes('\\') ? null : kept
}
