import { expect, test } from 'vitest'
import type { DmarcObservation } from '#core/deliverability/dmarc-observations.ts'
import type { CommunePolicy } from '#core/policies/commune-policy.ts'
import { scored } from '#test/support/daemons/fake-rspamd.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway/gateway-under-test.ts'
import { judge } from '#test/support/gateway/judged-message.ts'
import { policyBook, policyOf, senderRule } from '#test/support/gateway/policy-book.ts'
import { arcSealed } from '#test/support/signing/arc-sealed.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa1024, rsa2048 } from '#test/support/signing/signing-keys.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const plain = 'From: Author <author@away.test>\r\nSubject: Convocation\r\n\r\nText\r\n'
const asks = (tags: string): string[] => [
  'away.test TXT v=spf1 -all',
  `_dmarc.away.test TXT v=DMARC1; ${tags}; rua=mailto:reports@away.test`,
]

interface Observing {
  readonly zone: readonly string[]
  readonly message?: string
  readonly policy?: Partial<CommunePolicy>
  readonly before?: (run: GatewayUnderTest) => void
}

async function observed({ zone, message = plain, policy = {}, before }: Observing) {
  await using run = await gatewayUnderTest({
    proxyNetworks: ['127.0.0.0/8'],
    trustedSealers: ['lists.test'],
  })
  run.book = policyBook([policyOf('c-1', policy)])
  before?.(run)
  await judge(run, { zone, message, reversePath: 'bounces@mail.away.test' })
  return run.dmarcObserved
}

const only = (all: readonly DmarcObservation[]): DmarcObservation | undefined =>
  all.length === 1 ? all[0] : undefined

test('a domain that asks for no reports → nothing', async () => {
  expect(await observed({ zone: ['_dmarc.away.test TXT v=DMARC1; p=reject'] })).toEqual([])
})

test('a domain without DMARC → nothing', async () => {
  expect(await observed({ zone: ['away.test TXT v=spf1 -all'] })).toEqual([])
})

test('a message that passes → all that a report repeats, and nobody’s address', async () => {
  const zone = [
    ...asks('p=reject; sp=quarantine; adkim=s; aspf=r; fo=1'),
    'mail.away.test TXT v=spf1 ip4:192.0.2.1 -all',
    keyRecord(rsa2048),
  ]
  const all = await observed({ zone, message: handSigned(plain) })
  expect(only(all)).toEqual({
    at: expect.any(Date),
    policyDomain: 'away.test',
    authorDomain: 'away.test',
    client: '192.0.2.1',
    published: { p: 'reject', sp: 'quarantine', adkim: 's', aspf: 'r', fo: '1' },
    disposition: 'none',
    override: null,
    dkimAligned: true,
    spfAligned: true,
    envelopeFrom: 'mail.away.test',
    spf: { domain: 'mail.away.test', result: 'pass' },
    dkim: [{ domain: 'away.test', selector: 's1', result: 'pass' }],
  })
  expect(JSON.stringify(all)).not.toMatch(/ours\.test|bounces|author@/)
})

test('a subdomain → the policy domain is the one above', async () => {
  const message = plain.replace('@away', '@sub.away')
  expect(only(await observed({ zone: asks('p=none'), message }))).toMatchObject({
    policyDomain: 'away.test',
    authorDomain: 'sub.away.test',
  })
})

const spam = (run: GatewayUnderTest): void => {
  run.rspamd.answer = scored(20)
}
const allowing = { rules: [[senderRule('allow', 'network', '192.0.2.0/24')], []] } as const

test.each<[string, Observing, DmarcObservation['disposition'], DmarcObservation['override']]>([
  ['p=reject, refused', { zone: asks('p=reject') }, 'reject', null],
  ['p=quarantine, filed as junk', { zone: asks('p=quarantine') }, 'quarantine', null],
  ['p=none, delivered', { zone: asks('p=none') }, 'none', null],
  ['p=reject; t=y, filed as junk', { zone: asks('p=reject; t=y') }, 'quarantine', 'policy_test_mode'],
  ['p=none; t=y, delivered', { zone: asks('p=none; t=y') }, 'none', null],
  [
    'p=reject, a list of the commune allows',
    { zone: asks('p=reject'), policy: allowing },
    'none',
    'local_policy',
  ],
  [
    'p=reject, a trusted sealer vouches',
    {
      zone: [...asks('p=reject'), keyRecord(rsa1024, { domain: 'lists.test' })],
      message: arcSealed(plain),
    },
    'none',
    'trusted_forwarder',
  ],
  ['p=none, refused as spam: that is not about DMARC', { zone: asks('p=none'), before: spam }, 'none', null],
  [
    'p=quarantine, refused as spam: as much as was asked',
    { zone: asks('p=quarantine'), before: spam },
    'quarantine',
    null,
  ],
])('%s → %s, %s', async (_what, observing, disposition, override) => {
  expect(only(await observed(observing))).toMatchObject({ disposition, override })
})

test('a message that must come back → counted when it does', async () => {
  await using run = await gatewayUnderTest({ proxyNetworks: ['127.0.0.0/8'] })
  run.rspamd.answer = 'drop'
  expect((await judge(run, { zone: asks('p=none'), message: plain })).reply).toMatch(/^451 /)
  run.rspamd.answer = scored(1, [], { action: 'soft reject' })
  expect((await judge(run, { zone: asks('p=none'), message: plain })).reply).toMatch(/^451 /)
  expect(run.dmarcObserved).toEqual([])
  run.rspamd.answer = scored(0)
  expect((await judge(run, { zone: asks('p=none'), message: plain })).reply).toMatch(/^250 /)
  expect(run.dmarcObserved).toHaveLength(1)
})

/** The lists of commune c-1 allow the client, those of the others say nothing. */
async function observedFor(recipients: readonly string[], changes: Partial<Observing> = {}) {
  await using run = await gatewayUnderTest()
  for (const [question, values] of zoneLines(changes.zone ?? asks('p=reject')))
    run.dns.records.set(question, values)
  run.book = policyBook([policyOf('c-1', { rules: [[senderRule('allow', 'network', '127.0.0.0/8')]] })])
  changes.before?.(run)
  const reply = await run.deliver(plain, recipients)
  return { code: reply.slice(0, 3), ...only(run.dmarcObserved) }
}

const greylisting = (run: GatewayUnderTest): void => {
  run.rspamd.answer = scored(1, [], { action: 'soft reject' })
}
const dovecotRefuses = (run: GatewayUnderTest): void => {
  run.lmtp.reply = (moment) => (moment === 'end' ? '550 5.2.0 no' : null)
}

test('two communes refuse → reject', async () => {
  const observed = await observedFor(['a@c2.test', 'a@c3.test'])
  expect(observed).toMatchObject({ code: '550', disposition: 'reject', override: null })
})

test('one commune allows the sender, another refuses → held there, and its sender heard 250: quarantine', async () => {
  const observed = await observedFor(['a@c1.test', 'a@c2.test'])
  expect(observed).toMatchObject({ code: '250', disposition: 'quarantine', override: 'local_policy' })
})

test('postmaster, who never refuses → held, as our policy has it', async () => {
  const observed = await observedFor(['postmaster@c2.test'])
  expect(observed).toMatchObject({ code: '250', disposition: 'quarantine', override: 'local_policy' })
})

test('one commune allows the sender, another waits to file it as junk → quarantine, as was asked', async () => {
  const zone = asks('p=quarantine')
  const observed = await observedFor(['a@c1.test', 'a@c2.test'], { zone, before: greylisting })
  expect(observed).toMatchObject({ code: '250', disposition: 'quarantine', override: null })
})

test('a commune allows the sender, Dovecot refuses for good → that is not about DMARC', async () => {
  const observed = await observedFor(['a@c1.test'], { before: dovecotRefuses })
  expect(observed).toMatchObject({ code: '550', disposition: 'none', override: 'local_policy' })
})
