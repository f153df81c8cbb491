import { describe, expect, test } from 'vitest'
import { decide } from '#mail/inbound/policy/decide.ts'
import type { Authenticated, Filtered, Verdict } from '#mail/inbound/stages.ts'

const policy = { junkAt: 6, refuseAt: 15 }
const asks = ['none', 'quarantine', 'reject'] as const

function filtered(
  score: number,
  virus: string | null,
  dmarcAsks: Verdict['dmarcAsks'],
  symbols: string[] = [],
  author: Verdict['author'] = 'judged',
): Filtered {
  const scan = virus === null ? { kind: 'clean' } : { kind: 'virus', name: virus }
  const known = { findings: { score, scan, symbols }, verdict: { dmarcAsks, author } }
  return known as unknown as Filtered
}

describe.each(asks)('DMARC asks for %s', (dmarcAsks) => {
  const byDmarc = { none: null, quarantine: 'junk dmarc-quarantine', reject: 'refuse dmarc-reject' }[
    dmarcAsks
  ]
  test.each([-10, 0, 5.99])('score %d, clean → by DMARC alone', (score) => {
    const decision = decide(filtered(score, null, dmarcAsks), policy)
    expect(`${decision.kind} ${decision.reason}`).toBe(byDmarc ?? 'deliver clean')
  })
  test.each([6, 14.99])('score %d, clean → junk at least', (score) => {
    const decision = decide(filtered(score, null, dmarcAsks), policy)
    expect(`${decision.kind} ${decision.reason}`).toBe(byDmarc ?? 'junk junk-score')
  })
  test.each([15, 1000])('score %d, clean → refused', (score) => {
    const decision = decide(filtered(score, null, dmarcAsks), policy)
    expect(`${decision.kind} ${decision.reason}`).toBe(dmarcAsks === 'reject' ? byDmarc : 'refuse spam-score')
  })
  test('GTUBE without a score → refused', () => {
    expect(decide(filtered(0, null, dmarcAsks, ['GTUBE']), policy).kind).toBe('refuse')
  })
  test.each([-10, 6, 15])('virus and score %d → refused for the virus', (score) => {
    expect(decide(filtered(score, 'Eicar', dmarcAsks), policy)).toMatchObject({
      kind: 'refuse',
      reason: 'virus',
      reply: { code: 554, enhanced: '5.7.0' },
    })
  })
})

test('refusals → the replies of the contract', () => {
  expect(decide(filtered(0, null, 'reject'), policy)).toMatchObject({
    reply: { code: 550, enhanced: '5.7.26' },
  })
  expect(decide(filtered(15, null, 'none'), policy)).toMatchObject({
    reply: { code: 550, enhanced: '5.7.1' },
  })
})

test('an author DMARC could not judge → junk at best, and named for it', () => {
  expect(decide(filtered(0, null, 'none', [], 'doubtful'), policy)).toEqual({
    kind: 'junk',
    reason: 'author-doubtful',
  })
  expect(decide(filtered(15, null, 'none', [], 'doubtful'), policy).kind).toBe('refuse')
})

test('an archive beyond the limits of the scanner → refused, the sender hears why', () => {
  const mail = filtered(0, null, 'none')
  const scan = { kind: 'unscannable', limit: 'MaxRecursion' } as const
  expect(decide({ ...mail, findings: { ...mail.findings, scan } }, policy)).toMatchObject({
    kind: 'refuse',
    reason: 'unscannable',
    reply: { code: 554, enhanced: '5.7.0' },
  })
})

test('a message that was not filtered → does not compile', () => {
  const notYet = (mail: Authenticated) =>
    // @ts-expect-error authenticated mail has not been filtered
    decide(mail, policy)
  expect(notYet).toBeTypeOf('function')
})
