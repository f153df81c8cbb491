import { describe, expect, test } from 'vitest'
import type { CommunePolicy } from '#core/commune-policy.ts'
import { decide } from '#mail/inbound/policy/decide.ts'
import type { Authenticated, Findings, Verdict } from '#mail/inbound/stages.ts'
import { type FilteredChanges, filteredMessage, testTarget } from '#test/support/filtered-message.ts'
import { policyOf } from '#test/support/policy-book.ts'

const asks = ['none', 'quarantine', 'reject'] as const

const decideOn = (changes: FilteredChanges, policy: Partial<CommunePolicy> = {}, target = testTarget()) =>
  decide(filteredMessage(changes), target, policyOf('c-1', policy))

const scoredAt = (score: number, dmarcAsks: Verdict['dmarcAsks'], findings: Partial<Findings> = {}) =>
  decideOn({ findings: { score, ...findings }, verdict: { dmarcAsks } })

const virus = { kind: 'virus', name: 'Eicar' } as const

describe.each(asks)('DMARC asks for %s', (dmarcAsks) => {
  const byDmarc = { none: null, quarantine: 'junk dmarc-quarantine', reject: 'refuse dmarc-reject' }[
    dmarcAsks
  ]
  test.each([-10, 0, 5.99])('score %d, clean → by DMARC alone', (score) => {
    const decision = scoredAt(score, dmarcAsks)
    expect(`${decision.kind} ${decision.reason}`).toBe(byDmarc ?? 'deliver clean')
  })
  test.each([6, 14.99])('score %d, clean → junk at least', (score) => {
    const decision = scoredAt(score, dmarcAsks)
    expect(`${decision.kind} ${decision.reason}`).toBe(byDmarc ?? 'junk junk-score')
  })
  test.each([15, 1000])('score %d, clean → refused', (score) => {
    const decision = scoredAt(score, dmarcAsks)
    expect(`${decision.kind} ${decision.reason}`).toBe(dmarcAsks === 'reject' ? byDmarc : 'refuse spam-score')
  })
  test('GTUBE without a score → refused', () => {
    expect(scoredAt(0, dmarcAsks, { symbols: { GTUBE: 0 } }).kind).toBe('refuse')
  })
  test.each([-10, 6, 15])('virus and score %d → refused for the virus', (score) => {
    expect(scoredAt(score, dmarcAsks, { scan: virus })).toMatchObject({
      kind: 'refuse',
      reason: 'virus',
      reply: { code: 554, enhanced: '5.7.0' },
    })
  })
})

test('refusals → the replies of the contract', () => {
  expect(scoredAt(0, 'reject')).toMatchObject({
    reply: { code: 550, enhanced: '5.7.26' },
  })
  expect(scoredAt(15, 'none')).toMatchObject({
    reply: { code: 550, enhanced: '5.7.1' },
  })
})

test('an author DMARC could not judge → junk at best, and named for it', () => {
  expect(decideOn({ verdict: { author: 'doubtful' } })).toEqual({
    kind: 'junk',
    reason: 'author-doubtful',
  })
  expect(decideOn({ findings: { score: 15 }, verdict: { author: 'doubtful' } }).kind).toBe('refuse')
})

test('an archive beyond the limits of the scanner → refused, the sender hears why', () => {
  const scan = { kind: 'unscannable', limit: 'MaxRecursion' } as const
  expect(scoredAt(0, 'none', { scan })).toMatchObject({
    kind: 'refuse',
    reason: 'unscannable',
    reply: { code: 554, enhanced: '5.7.0' },
  })
})

test('a message that was not filtered → does not compile', () => {
  const notYet = (mail: Authenticated) =>
    // @ts-expect-error authenticated mail has not been filtered
    decide(mail, testTarget(), policyOf('c-1'))
  expect(notYet).toBeTypeOf('function')
})
