import { describe, expect, test } from 'vitest'
import type { CommuneId, MailboxTarget } from '#core/address/directory.ts'
import type { AttachmentAction } from '#core/message/attachment-mark.ts'
import { attachmentActions, attachmentMarks, defaultAttachmentPolicy } from '#core/message/attachment-mark.ts'
import { type SuspicionMark, suspicionMarks } from '#core/message/findings.ts'
import type { CommunePolicy } from '#core/policies/commune-policy.ts'
import type { SenderRule } from '#core/policies/sender-rule.ts'
import { decide } from '#mail/inbound/policy/decide.ts'
import type { Authenticated, Findings, Verdict } from '#mail/inbound/stages.ts'
import { type FilteredChanges, filteredMessage, testTarget } from '#test/support/gateway/filtered-message.ts'
import { policyOf, senderRule } from '#test/support/gateway/policy-book.ts'

interface Circumstances {
  readonly findings?: Partial<Findings>
  readonly verdict?: Partial<Verdict>
  readonly rules?: readonly SenderRule[]
  readonly target?: Partial<MailboxTarget>
}

const decided = (
  { rules = [], target, ...changes }: Circumstances & FilteredChanges,
  policy: Partial<CommunePolicy> = {},
) => {
  const commune = policyOf('c-1', { rules: [rules], ...policy })
  const decision = decide(filteredMessage(changes), testTarget(target), commune)
  const reply = 'reply' in decision ? ` ${decision.reply.code} ${decision.reply.enhanced}` : ''
  return `${decision.kind} ${decision.reason}${reply}`
}

const suspicions = (...marks: readonly SuspicionMark[]): Findings['suspicions'] =>
  new Map([['c-1' as CommuneId, marks.map((mark) => ({ mark, resembles: '' }))]])

const attached = (action: AttachmentAction): Pick<Findings, 'attachments'> => ({
  attachments: attachmentMarks
    .filter((mark) => defaultAttachmentPolicy[mark] === action)
    .map((mark) => ({ mark, name: 'x' })),
})

const closed: Partial<MailboxTarget> = { onlyFrom: { kind: 'department' } }

/** In order of severity: whatever stands above decides, whatever stands below. */
const order: readonly (readonly [string, Circumstances, string])[] = [
  ['a virus', { findings: { scan: { kind: 'virus', name: 'Eicar' } } }, 'refuse virus 554 5.7.0'],
  [
    'a denied sender',
    { rules: [senderRule('deny', 'address', 'sender@away.test')] },
    'refuse sender-denied 550 5.7.1',
  ],
  ['a list that is closed to it', { target: closed }, 'refuse list-closed 550 5.7.1'],
  ['a refused attachment', { findings: attached('refuse') }, 'refuse attachment 554 5.7.0'],
  ['DMARC p=reject', { verdict: { dmarcAsks: 'reject' } }, 'refuse dmarc-reject 550 5.7.26'],
  ['GTUBE', { findings: { symbols: { GTUBE: 0 } } }, 'refuse spam-score 550 5.7.1'],
  ['a score to refuse', { findings: { score: 15 } }, 'refuse spam-score 550 5.7.1'],
  [
    'an archive beyond the limits',
    { findings: { scan: { kind: 'unscannable', limit: 'MaxRecursion' } } },
    'refuse unscannable 554 5.7.0',
  ],
  ['an attachment to hold', { findings: attached('hold') }, 'hold attachment'],
  ['suspicious and not seen before', { findings: { greylist: true } }, 'defer greylisted 451 4.7.1'],
  ['DMARC p=quarantine', { verdict: { dmarcAsks: 'quarantine' } }, 'junk dmarc-quarantine'],
  ['an author that nobody can judge', { verdict: { author: 'doubtful' } }, 'junk author-doubtful'],
  ['a score of junk', { findings: { score: 6 } }, 'junk junk-score'],
  ['a borrowed name', { findings: { suspicions: suspicions('borrowed-name') } }, 'junk suspicion'],
]

test.each(order)('%s alone → its own decision', (_, circumstances, expected) => {
  expect(decided(circumstances)).toBe(expected)
})

/** Of what cannot be true at once, what stands above. */
const together = (circumstances: readonly Circumstances[]): Circumstances =>
  circumstances.reduceRight<Circumstances>(
    (below, above) => ({
      findings: { ...below.findings, ...above.findings },
      verdict: { ...below.verdict, ...above.verdict },
      rules: [...(above.rules ?? []), ...(below.rules ?? [])],
      target: { ...below.target, ...above.target },
    }),
    {},
  )

const combinations = Array.from({ length: 2 ** order.length - 1 }, (_, at) =>
  order.filter((_, index) => ((at + 1) >> index) % 2 === 1),
)

test('every combination of these → the first decides', () => {
  const others = combinations.flatMap((combination) => {
    const decision = decided(together(combination.map(([, circumstances]) => circumstances)))
    const [[, , expected] = []] = combination
    return decision === expected ? [] : [`${combination.map(([name]) => name).join(' + ')} → ${decision}`]
  })
  expect(others).toEqual([])
})

test('every combination of these, for postmaster → neither refused nor deferred', () => {
  const refused = combinations.flatMap((combination) => {
    const { target, ...rest } = together(combination.map(([, circumstances]) => circumstances))
    const decision = decided({ ...rest, target: { ...target, required: true } })
    return /^(?:refuse|defer) /.test(decision)
      ? [`${combination.map(([name]) => name).join(' + ')} → ${decision}`]
      : []
  })
  expect(refused).toEqual([])
})

test('nothing of all that → delivered', () => {
  expect(decided({})).toBe('deliver clean')
})

test.each([
  [5.99, 'deliver clean'],
  [6, 'junk junk-score'],
  [14.99, 'junk junk-score'],
  [15, 'refuse spam-score 550 5.7.1'],
  [1000, 'refuse spam-score 550 5.7.1'],
  [-10, 'deliver clean'],
])('score %d under thresholds of 6 and 15 → %s', (score, expected) => {
  expect(decided({ findings: { score } })).toBe(expected)
})

test('thresholds of the commune → hold for it', () => {
  expect(decided({ findings: { score: 5 } }, { junkAt: 4 })).toBe('junk junk-score')
  expect(decided({ findings: { score: 15 } }, { refuseAt: 20 })).toBe('junk junk-score')
})

describe.each(attachmentMarks)('an attachment marked %s', (mark) => {
  test.each(attachmentActions)('and a commune that wants to %s → that', (action) => {
    const findings = { attachments: [{ mark, name: 'x' }] }
    const expected = {
      deliver: 'deliver clean',
      junk: 'junk attachment',
      hold: 'hold attachment',
      refuse: 'refuse attachment 554 5.7.0',
    }[action]
    expect(decided({ findings }, { attachments: { ...defaultAttachmentPolicy, [mark]: action } })).toBe(
      expected,
    )
  })
})

test.each<[AttachmentAction, AttachmentAction, string]>([
  ['deliver', 'deliver', 'deliver clean'],
  ['deliver', 'junk', 'junk attachment'],
  ['deliver', 'hold', 'hold attachment'],
  ['deliver', 'refuse', 'hold attachment'],
  ['junk', 'refuse', 'hold attachment'],
  ['hold', 'refuse', 'hold attachment'],
  ['refuse', 'deliver', 'refuse attachment 554 5.7.0'],
])('a mark to %s that may hide one to %s → %s', (shown, hidden, expected) => {
  const others = Object.fromEntries(attachmentMarks.map((mark) => [mark, hidden]))
  const attachments = { ...defaultAttachmentPolicy, ...others, macro: shown }
  const findings: Partial<Findings> = { attachments: [{ mark: 'macro', name: '' }], mayHideMore: true }
  expect(decided({ findings }, { attachments })).toBe(expected)
})

test('several marks → the most severe action', () => {
  const attachments = attachmentMarks.map((mark) => ({ mark, name: 'x' }))
  expect(decided({ findings: { attachments } })).toBe('refuse attachment 554 5.7.0')
})

test.each(suspicionMarks)('suspicion %s → junk only for who lies about who they are', (mark) => {
  const lies = mark === 'borrowed-name' || mark === 'look-alike-domain'
  expect(decided({ findings: { suspicions: suspicions(mark) } })).toBe(
    lies ? 'junk suspicion' : 'deliver clean',
  )
})

describe('a borrowed name whose author lacks an answer to be proven', () => {
  const lacking: Partial<Findings> = {
    suspicions: suspicions('borrowed-name'),
    suspicionsOnceProven: suspicions('first-contact'),
  }
  test('is nobody’s once it comes → 451; → junk for postmaster, who hears no refusal', () => {
    expect(decided({ findings: lacking })).toBe('defer authentication-unavailable 451 4.4.3')
    expect(decided({ findings: lacking, target: { required: true } })).toBe('junk suspicion')
  })
  test('and is carried by whom a list allows → 451', () => {
    const rules = [senderRule('allow', 'address', 'bounces@lists.test')]
    const carried = { verdict: { authenticatedDomains: ['lists.test'] }, reversePath: 'bounces@lists.test' }
    expect(decided({ findings: lacking, rules, ...carried })).toBe(
      'defer authentication-unavailable 451 4.4.3',
    )
  })
  test('and is junk whatever comes → junk at once', () => {
    const both = suspicions('borrowed-name', 'look-alike-domain')
    const alike = { suspicions: both, suspicionsOnceProven: suspicions('look-alike-domain') }
    expect(decided({ findings: alike })).toBe('junk suspicion')
    expect(decided({ findings: { ...lacking, score: 6 } })).toBe('junk junk-score')
  })
  test('and greylisting asks for another attempt anyway → that', () => {
    expect(decided({ findings: { ...lacking, greylist: true } })).toBe('defer greylisted 451 4.7.1')
  })
})

test('a suspicion of another commune → nothing here', () => {
  const elsewhere: Findings['suspicions'] = new Map([
    ['c-2' as CommuneId, [{ mark: 'borrowed-name', resembles: 'x' }]],
  ])
  expect(decided({ findings: { suspicions: elsewhere } })).toBe('deliver clean')
})

test.each<readonly [AttachmentAction, string]>([
  ['deliver', 'hold unscannable'],
  ['junk', 'hold unscannable'],
  ['hold', 'hold unscannable'],
  ['refuse', 'refuse unscannable 554 5.7.0'],
])('an archive beyond the limits where bombs are to %s → %s', (action, expected) => {
  const findings: Partial<Findings> = {
    scan: { kind: 'unscannable', limit: 'MaxScanSize' },
    attachments: [{ mark: 'archive-bomb', name: '' }],
  }
  const attachments = { ...defaultAttachmentPolicy, 'archive-bomb': action }
  expect(decided({ findings }, { attachments })).toBe(expected)
})

const allow: readonly SenderRule[] = [senderRule('allow', 'network', '192.0.2.0/24')]

test.each<readonly [string, Circumstances, string]>([
  ['a virus', { findings: { scan: { kind: 'virus', name: 'Eicar' } } }, 'refuse virus 554 5.7.0'],
  ['a list that is closed to it', { target: closed }, 'refuse list-closed 550 5.7.1'],
  ['GTUBE', { findings: { symbols: { GTUBE: 0 } } }, 'refuse spam-score 550 5.7.1'],
  ['a refused attachment', { findings: attached('refuse') }, 'refuse attachment 554 5.7.0'],
  ['an attachment to hold', { findings: attached('hold') }, 'hold attachment'],
  [
    'an archive beyond the limits',
    { findings: { scan: { kind: 'unscannable', limit: 'MaxRecursion' } } },
    'refuse unscannable 554 5.7.0',
  ],
  ['DMARC p=reject', { verdict: { dmarcAsks: 'reject' } }, 'deliver sender-allowed'],
  ['DMARC p=quarantine', { verdict: { dmarcAsks: 'quarantine' } }, 'deliver sender-allowed'],
  ['a score to refuse', { findings: { score: 15 } }, 'deliver sender-allowed'],
  ['a score of junk', { findings: { score: 6 } }, 'deliver sender-allowed'],
  ['suspicious', { findings: { greylist: true } }, 'deliver sender-allowed'],
  ['a borrowed name', { findings: { suspicions: suspicions('borrowed-name') } }, 'deliver sender-allowed'],
])('an allowed sender with %s → %s', (_, circumstances, expected) => {
  expect(decided({ ...circumstances, rules: allow })).toBe(expected)
})

test.each<readonly [string, FilteredChanges, SenderRule, string]>([
  [
    'whose carrier alone is allowed',
    { author: 'maire@outlook.test', verdict: { authenticatedDomains: ['away.test'] } },
    senderRule('allow', 'domain', 'away.test'),
    'junk suspicion',
  ],
  [
    'whose carrier is allowed, and whose author is proven and not',
    {
      author: 'maire@outlook.test',
      verdict: { dmarc: 'pass', authenticatedDomains: ['away.test', 'outlook.test'] },
    },
    senderRule('allow', 'domain', 'away.test'),
    'junk suspicion',
  ],
  [
    'whose author is allowed and proven',
    { author: 'maire@outlook.test', verdict: { dmarc: 'pass' } },
    senderRule('allow', 'address', 'maire@outlook.test'),
    'deliver sender-allowed',
  ],
])('a borrowed name %s → %s', (_, changes, rule, expected) => {
  const findings = { suspicions: suspicions('borrowed-name') }
  expect(decided({ ...changes, findings, rules: [rule] })).toBe(expected)
})

test.each<readonly [string, FilteredChanges, SenderRule, string]>([
  ['whose network is allowed', {}, senderRule('allow', 'network', '192.0.2.0/24'), 'deliver sender-allowed'],
  [
    'whose carrier is allowed',
    { verdict: { authenticatedDomains: ['away.test'] } },
    senderRule('allow', 'domain', 'away.test'),
    'junk author-doubtful',
  ],
  [
    'who is named by an allow rule',
    {},
    senderRule('allow', 'domain', 'outlook.test'),
    'junk author-doubtful',
  ],
])('an author who is not clear, %s → %s', (_, { verdict }, rule, expected) => {
  const doubtful = { dmarc: 'pass', author: 'doubtful', ...verdict } as const
  expect(decided({ author: 'maire@outlook.test', verdict: doubtful, rules: [rule] })).toBe(expected)
})

test.each([
  ['reject', 'deliver clean'],
  ['quarantine', 'deliver clean'],
] as const)('DMARC p=%s and a trusted ARC chain → %s', (dmarcAsks, expected) => {
  expect(decided({ verdict: { dmarcAsks, vouchedBy: 'lists.test' } })).toBe(expected)
})

test('a trusted ARC chain → vouches for the author, for nothing else', () => {
  expect(decided({ verdict: { vouchedBy: 'lists.test' }, findings: { score: 15 } })).toBe(
    'refuse spam-score 550 5.7.1',
  )
})

test.each([
  ['a score that is whole', { score: 5 }, 'deliver'],
  ['a score of junk', { score: 6 }, 'junk'],
  ['a score that is not whole, which a retry before its time has', { score: 0, scoreIsWhole: false }, 'junk'],
] as const)('asked to come back with %s → %3$s, once it is ours to deliver', (_what, findings, later) => {
  const mail = filteredMessage({ findings: { greylist: true, ...findings } })
  expect(decide(mail, testTarget(), policyOf('c-1'))).toMatchObject({ kind: 'defer', later: { kind: later } })
})

test.each<readonly [string, Circumstances, string]>([
  ['a virus', { findings: { scan: { kind: 'virus', name: 'Eicar' } } }, 'hold virus'],
  ['a refused attachment', { findings: attached('refuse') }, 'hold attachment'],
  ['an attachment to hold', { findings: attached('hold') }, 'hold attachment'],
  ['a denied sender', { rules: [senderRule('deny', 'address', 'sender@away.test')] }, 'hold sender-denied'],
  ['a list that is closed to it', { target: closed }, 'hold list-closed'],
  [
    'an archive beyond the limits',
    { findings: { scan: { kind: 'unscannable', limit: 'MaxFileSize' } } },
    'hold unscannable',
  ],
  ['DMARC p=reject', { verdict: { dmarcAsks: 'reject' } }, 'hold dmarc-reject'],
  ['DMARC p=quarantine', { verdict: { dmarcAsks: 'quarantine' } }, 'junk dmarc-quarantine'],
  ['an author that nobody can judge', { verdict: { author: 'doubtful' } }, 'junk author-doubtful'],
  ['a borrowed name', { findings: { suspicions: suspicions('borrowed-name') } }, 'junk suspicion'],
  ['GTUBE', { findings: { symbols: { GTUBE: 0 } } }, 'junk spam-score'],
  ['a score to refuse', { findings: { score: 15 } }, 'junk spam-score'],
  ['suspicious', { findings: { greylist: true } }, 'deliver clean'],
  ['suspicious, with a score of junk', { findings: { greylist: true, score: 6 } }, 'junk junk-score'],
  ['a score of junk', { findings: { score: 6 } }, 'junk junk-score'],
  ['nothing', {}, 'deliver clean'],
])('postmaster@ or abuse@ and %s → never refused, never deferred', (_, circumstances, expected) => {
  const target = { ...circumstances.target, required: true }
  expect(decided({ ...circumstances, target })).toBe(expected)
})

test('a message that was not filtered → does not compile', () => {
  const notYet = (mail: Authenticated) =>
    // @ts-expect-error authenticated mail has not been filtered
    decide(mail, testTarget(), policyOf('c-1'))
  expect(notYet).toBeTypeOf('function')
})
