import { expect, test } from 'vitest'
import type { CommunePolicy } from '#core/commune-policy.ts'
import type { CommuneId, MailboxTarget } from '#core/directory.ts'
import type { DmarcObservation } from '#core/dmarc-observations.ts'
import { dmarcObservation } from '#mail/inbound/delivery/dmarc-observation.ts'
import { decideForAll } from '#mail/inbound/policy/decide.ts'
import type { Decided } from '#mail/inbound/stages.ts'
import { arcSealed } from '#test/support/arc-sealed.ts'
import { scored } from '#test/support/fake-rspamd.ts'
import { filteredMessage, testTarget } from '#test/support/filtered-message.ts'
import { type GatewayUnderTest, gatewayUnderTest } from '#test/support/gateway-under-test.ts'
import { handSigned } from '#test/support/hand-signed.ts'
import { judge } from '#test/support/judged-message.ts'
import { policyBook, policyOf, senderRule } from '#test/support/policy-book.ts'
import { keyRecord, rsa1024, rsa2048 } from '#test/support/signing-keys.ts'

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

const evidence = {
  policyDomain: 'away.test',
  authorDomain: 'away.test',
  published: { p: 'reject' },
  dkimAligned: false,
  spfAligned: false,
  inTest: false,
  envelopeFrom: 'away.test',
  spf: { domain: 'away.test', result: 'fail' },
  dkim: [],
}

/** p=reject, decided for these; the lists of commune c-1 allow the client. */
function decided(...targets: readonly MailboxTarget[]): Decided {
  const mail = filteredMessage({ verdict: { dmarc: 'fail', dmarcAsks: 'reject' } })
  const book = policyBook([policyOf('c-1', allowing)])
  return decideForAll({ ...mail, dmarcEvidence: evidence, targets, book })
}

const inCommune = (commune: string, required = false): MailboxTarget =>
  testTarget({ commune: commune as CommuneId, required })

test('one commune allows the sender, another refuses → the stronger of the two', () => {
  const observation = dmarcObservation(decided(inCommune('c-1'), inCommune('c-2')))
  expect(observation).toMatchObject({ disposition: 'reject', override: null })
})

test('postmaster, who never refuses → held, as our policy has it', () => {
  const observation = dmarcObservation(decided(inCommune('c-2', true)))
  expect(observation).toMatchObject({ disposition: 'quarantine', override: 'local_policy' })
})
