// A message that has been filtered, changed where a test wants it otherwise: for tests of policy alone.

import type { CommuneId, MailboxId, MailboxTarget } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { PolicyBook } from '#core/policies/commune-policy.ts'
import type { Filtered, Findings, Verdict } from '#mail/inbound/stages.ts'
import { policyBook } from './policy-book.ts'

export interface FilteredChanges {
  readonly findings?: Partial<Findings>
  readonly verdict?: Partial<Verdict>
  readonly author?: string
  readonly origin?: Filtered['origin']
  readonly reversePath?: string
  readonly clientAddress?: string
  readonly book?: Partial<Omit<PolicyBook, 'of'>>
}

export const testTarget = (changes: Partial<MailboxTarget> = {}): MailboxTarget => ({
  kind: 'mailbox',
  mailbox: 'm-1' as MailboxId,
  commune: 'c-1' as CommuneId,
  address: 'a@ours.test' as EmailAddress,
  required: false,
  ...changes,
})

export function filteredMessage(changes: FilteredChanges = {}): Filtered {
  const findings: Findings = {
    score: 0,
    symbols: {},
    greylist: false,
    scoreIsWhole: true,
    scan: { kind: 'clean' },
    attachments: [],
    mayHideMore: false,
    suspicions: new Map(),
    suspicionsOnceProven: null,
    ...changes.findings,
  }
  const verdict: Verdict = {
    spf: 'none',
    dkim: [],
    arc: 'none',
    dmarc: 'none',
    dmarcAsks: 'none',
    author: 'judged',
    fromDomain: 'away.test',
    vouchedBy: null,
    authenticatedDomains: [],
    mightYetBeProven: false,
    ...changes.verdict,
  }
  const known = {
    client: { address: changes.clientAddress ?? '192.0.2.1' },
    origin: changes.origin ?? 'outside',
    reversePath: changes.reversePath ?? 'sender@away.test',
    author: changes.author ?? 'sender@away.test',
    findings,
    verdict,
    book: policyBook([], changes.book),
  }
  // Policy looks at nothing else of a message.
  return known as unknown as Filtered
}
