// What an aggregate report will want to know of a message (RFC 9990), when the author's domain asks for reports.

import type { AuthenticateResult, DMARCResult } from 'mailauth'
import type { ReversePath } from '#core/address/email-address.ts'
import type { DmarcEvidence } from '#core/deliverability/dmarc-observations.ts'

/** Tags that a report repeats (RFC 9990, policy_published). */
const repeated = new Set(['p', 'sp', 'np', 'adkim', 'aspf', 'fo', 't', 'psd'])
const longestValue = 100
const mostSignatures = 20

/** Null unless the record has rua=. */
export function dmarcEvidence(
  { dmarc, spf, dkim }: AuthenticateResult,
  reversePath: ReversePath,
): DmarcEvidence | null {
  if (dmarc === false || dmarc.policyDomain === undefined) return null
  const tags = tagsOf(dmarc.rr ?? '')
  if (!tags.some(([name]) => name === 'rua')) return null
  return {
    policyDomain: dmarc.policyDomain,
    authorDomain: dmarc.status.header?.from ?? dmarc.policyDomain,
    published: Object.fromEntries(tags.filter(([name]) => repeated.has(name))),
    dkimAligned: dmarc.alignment.dkim.result !== undefined,
    spfAligned: dmarc.alignment.spf.result !== undefined,
    inTest: isWeakened(dmarc),
    envelopeFrom: reversePath.slice(reversePath.lastIndexOf('@') + 1).toLowerCase(),
    spf: spf === false ? { domain: '', result: 'none' } : { domain: spf.domain, result: spf.status.result },
    dkim: dkim.results
      .slice(0, mostSignatures)
      .flatMap(({ signingDomain: domain, selector = '', status: { result } }) =>
        domain ? [{ domain, selector, result }] : [],
      ),
  }
}

/** RFC 9989 §4.7: t=y asks for one step less than the policy. */
const isWeakened = ({ testMode, status, p, sp, np }: DMARCResult): boolean =>
  testMode &&
  status.result === 'fail' &&
  [p, sp, np].some((policy) => policy !== undefined && policy !== 'none')

/** RFC 6376 §3.2, of a record that mailauth has accepted. */
const tagsOf = (record: string): readonly [string, string][] =>
  record.split(';').flatMap((tag): [string, string][] => {
    const at = tag.indexOf('=')
    return at < 0
      ? []
      : [
          [
            tag.slice(0, at).trim(),
            tag
              .slice(at + 1)
              .trim()
              .slice(0, longestValue),
          ],
        ]
  })
