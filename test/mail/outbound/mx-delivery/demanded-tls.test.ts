// What DANE and MTA-STS demand, with a real Knot that signs, a real unbound that validates, and mail servers that fail in
// every way.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeliveryAttempt } from '#core/smtp/delivery-attempt.ts'
import { addressKinds } from '#mail/outbound/mx-delivery/route/allowed-addresses.ts'
import { rfcTimeouts } from '#mail/outbound/mx-delivery/session/session-timeouts.ts'
import { fetchStsPolicy } from '#mail/outbound/mx-delivery/tls/fetch-sts-policy.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { makeAuthority, tlsa } from '#test/support/world/authority.ts'
import { type MxWorld, mxWorld } from '#test/support/world/mx-world.ts'
import { type PolicyServer, policyServer } from '#test/support/world/policy-server.ts'
import { type RemoteServer, remoteServers } from '#test/support/world/remote-smtp.ts'
import { type SignedZone, signedZones } from '#test/support/world/signed-zones.ts'

const kindOf = addressKinds({ allowed: ['127.0.0.0/8'], own: [] })
const stsDomains = [
  'sts',
  'sts-name',
  'sts-plain',
  'sts-testing',
  'test-right',
  'test-unnamed',
  'sts-none',
  'sts-other',
  'sts-wild',
  'sts-both',
  'sts-wrong',
  'sts-gone',
  'sts-broken',
]

interface World {
  readonly mx: MxWorld
  readonly policies: PolicyServer
  /** At 127.0.0.2: shows the certificate that is right. */
  readonly tls: RemoteServer
  /** At 127.0.0.3: offers no TLS. */
  readonly plain: RemoteServer
  /** At 127.0.0.4: shows a certificate that nobody vouches for. */
  readonly other: RemoteServer
}

const stack = new AsyncDisposableStack()
let world: World

beforeAll(async () => {
  const folder = stack.use(await temporaryFolder())
  const authority = makeAuthority(folder.path, 'public')
  const stranger = makeAuthority(folder.path, 'stranger')
  const right = authority.issue(
    'mx.ta211.test',
    'mx.ta201.test',
    'ta-domain.test',
    ...stsDomains.filter((name) => name !== 'sts-name').map((name) => `mx.${name}.test`),
    ...[...stsDomains, 'test-name', 'test-wrong'].map((name) => `mta-sts.${name}.test`),
  )
  const wrong = stranger.issue('mx.sts-wrong.test')
  const remote = stack.use(await remoteServers('127.0.0.2', '127.0.0.3', '127.0.0.4'))
  const [tls, plain, other] = remote.servers
  if (tls === undefined || plain === undefined || other === undefined) throw new Error('three were asked for')
  tls.certificate = right
  other.certificate = wrong

  const host = (address: string, ...records: readonly string[]) => [
    '@ MX 10 mx',
    `mx A ${address}`,
    ...records.map((record) => `_${remote.port}._tcp.mx TLSA ${record}`),
  ]
  const zone = (name: string, records: readonly string[], trust: SignedZone['trust'] = 'secure') => ({
    name: `${name}.test`,
    records,
    trust,
  })
  const sts = (name: string, address: string, ...more: readonly string[]) =>
    zone(
      name,
      [...host(address), '_mta-sts TXT "v=STSv1; id=1;"', 'mta-sts A 127.0.0.2', ...more],
      'insecure',
    )
  const [good, bad] = [tlsa(right.cert, 3), tlsa(wrong.cert, 3)]
  const zones = stack.use(
    await signedZones([
      zone('ee311', host('127.0.0.2', good)),
      zone('ee302', host('127.0.0.2', tlsa(right.cert, 3, 2, 0))),
      zone('ee310', host('127.0.0.2', tlsa(right.cert, 3, 0, 1))),
      zone('ta211', host('127.0.0.2', tlsa(authority.pem, 2))),
      zone('ta201', host('127.0.0.2', tlsa(authority.pem, 2, 1, 0))),
      zone('ta-domain', host('127.0.0.2', tlsa(authority.pem, 2))),
      zone('ta-name', host('127.0.0.2', tlsa(authority.pem, 2))),
      zone('ta-stranger', host('127.0.0.2', tlsa(stranger.pem, 2))),
      zone('rollover', host('127.0.0.2', bad, good)),
      zone('alias', [
        '@ MX 10 mx',
        'mx CNAME real',
        'real A 127.0.0.2',
        `_${remote.port}._tcp.real TLSA ${good}`,
      ]),
      zone('implicit', ['@ A 127.0.0.2', `_${remote.port}._tcp TLSA ${good}`]),
      zone('wrong', host('127.0.0.2', bad)),
      zone('weaker', host('127.0.0.2', good, tlsa(wrong.cert, 3, 2))),
      zone('stripped', host('127.0.0.3', good)),
      zone('unusable', host('127.0.0.4', `1 1 1 ${'00'.repeat(32)}`, '3 1 1 00')),
      zone('unusable-stripped', host('127.0.0.3', `0 0 1 ${'00'.repeat(32)}`)),
      zone('second', [
        '@ MX 10 mx1',
        '@ MX 20 mx2',
        'mx1 A 127.0.0.4',
        `_${remote.port}._tcp.mx1 TLSA ${good}`,
        'mx2 A 127.0.0.2',
        `_${remote.port}._tcp.mx2 TLSA ${good}`,
      ]),
      zone('signed', host('127.0.0.3')),
      zone('unsigned', host('127.0.0.3', good), 'insecure'),
      zone('unsigned-mx', ['@ MX 10 mx.stripped.test.'], 'insecure'),
      zone('bogus', host('127.0.0.2', good), 'bogus'),
      zone('bogus-tlsa', [
        '@ MX 10 mx',
        'mx A 127.0.0.2',
        '_tcp.mx NS ns1',
        `_tcp.mx DS 1 13 2 ${'00'.repeat(32)}`,
      ]),
      zone('_tcp.mx.bogus-tlsa', [`_${remote.port} TLSA ${good}`], 'bogus'),
      // A part of a signed zone that is given away without a key.
      zone('unsigned-tlsa', ['@ MX 10 mx', 'mx A 127.0.0.3', '_tcp.mx NS ns1']),
      zone('_tcp.mx.unsigned-tlsa', [`_${remote.port} TLSA ${good}`], 'insecure'),
      sts('sts', '127.0.0.2'),
      sts('sts-wild', '127.0.0.2'),
      sts('sts-name', '127.0.0.2'),
      sts('sts-wrong', '127.0.0.4'),
      sts('sts-plain', '127.0.0.3'),
      sts('sts-testing', '127.0.0.3'),
      sts('sts-none', '127.0.0.3'),
      sts('test-right', '127.0.0.2'),
      sts('test-unnamed', '127.0.0.2'),
      sts('test-name', '127.0.0.2'),
      sts('test-wrong', '127.0.0.4'),
      sts('sts-other', '127.0.0.2'),
      sts('sts-gone', '127.0.0.2'),
      sts('sts-forged', '127.0.0.2'),
      sts('sts-broken', '127.0.0.2'),
      sts('sts-two', '127.0.0.3', '_mta-sts TXT "v=STSv1; id=2;"'),
      zone('sts-both', [...host('127.0.0.2', good), '_mta-sts TXT "v=STSv1; id=1;"', 'mta-sts A 127.0.0.2']),
    ]),
  )

  const policies = stack.use(await policyServer('127.0.0.2', right))
  const policy = (name: string, mode: string, mx = `mx.${name}.test`) =>
    policies.policies.set(
      `mta-sts.${name}.test`,
      `version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmax_age: 86400\r\n`,
    )
  for (const name of ['sts', 'sts-name', 'sts-plain', 'sts-wrong', 'sts-two']) policy(name, 'enforce')
  policy('sts-wild', 'enforce', '*.sts-wild.test')
  policy('sts-testing', 'testing')
  policy('sts-none', 'none')
  for (const name of ['test-right', 'test-name', 'test-wrong']) policy(name, 'testing')
  policy('test-unnamed', 'testing', 'mx.elsewhere.test')
  policy('sts-other', 'enforce', 'mx.elsewhere.test')
  policy('sts-both', 'enforce', 'mx.elsewhere.test')
  policy('sts-broken', 'perhaps')

  const mx = stack.use(
    mxWorld({
      resolver: zones.resolver,
      port: remote.port,
      instead: {
        authorities: [authority.pem],
        timeouts: { ...rfcTimeouts, tls: 1000 },
        policyPort: policies.port,
        policyMilliseconds: 2000,
      },
    }),
  )
  world = { mx, policies, tls, plain, other }
})

afterAll(() => stack.disposeAsync())

beforeEach(() => {
  for (const server of [world.tls, world.plain, world.other]) {
    server.arrived.length = 0
    server.said.length = 0
    server.reply = () => null
  }
})

const told = ({ recipients }: DeliveryAttempt): readonly string[] =>
  recipients.map(({ outcome, kind, reply }) => `${outcome} ${kind} ${reply}`)

test.each([
  ['3 1 1', 'ee311'],
  ['3 0 2', 'ee302'],
  ['3 1 0', 'ee310'],
  ['2 1 1, host in the certificate', 'ta211'],
  ['2 0 1', 'ta201'],
  ['2 1 1, domain in the certificate', 'ta-domain'],
  ['two 3 1 1, one of them right', 'rollover'],
  ['at the end of an alias', 'alias'],
])('DANE: %s → proven and delivered', async (_what, name) => {
  const attempt = await world.mx.deliver(`${name}.test`)
  expect(told(attempt)).toEqual(['delivered accepted 250 2.0.0 queued'])
  expect(attempt).toMatchObject({ host: `mx.${name}.test`, tls: 'TLSv1.3 dane' })
})

test('DANE: a domain without MX → its own records count', async () => {
  expect(await world.mx.deliver('implicit.test')).toMatchObject({
    host: 'implicit.test',
    tls: 'TLSv1.3 dane',
  })
})

test.each([
  ['another certificate', 'wrong', 'its certificate is not the one that TLSA names'],
  [
    'SHA-256 right, SHA-512 wrong: the stronger counts',
    'weaker',
    'its certificate is not the one that TLSA names',
  ],
  ['the right issuer for another name', 'ta-name', 'its certificate is for another name'],
  ['another issuer', 'ta-stranger', 'its certificate was not issued by the one that TLSA names'],
  ['no TLS', 'stripped', 'it offers no TLS'],
  ['no TLS, and records that nobody can use', 'unusable-stripped', 'it offers no TLS'],
])('DANE: %s → deferred, and nothing is said to it', async (_what, name, why) => {
  const attempt = await world.mx.deliver(`${name}.test`)
  expect(told(attempt)).toEqual([`deferred tls-required 451 4.7.5 DANE demands TLS: ${why}`])
  const said = [...world.tls.said, ...world.plain.said]
  expect(said).not.toContainEqual(expect.stringMatching(/^(MAIL|RCPT|DATA)/))
})

test.each([
  ['STARTTLS', '454 4.7.0 not now'],
  ['handshake', 'drop'],
  ['handshake', 'hang'],
] as const)('DANE: %s %s → deferred, never in the clear', async (moment, words) => {
  world.other.reply = (now) => (now === moment ? words : null)
  expect(told(await world.mx.deliver('unusable.test'))).toEqual([
    expect.stringMatching(/^deferred tls-required 451 4\.7\.5 DANE demands TLS: /),
  ])
  expect(world.other.said).not.toContainEqual(expect.stringMatching(/^MAIL/))
})

test('DANE: records that nobody can use → any TLS will do', async () => {
  expect(await world.mx.deliver('unusable.test')).toMatchObject({
    tls: 'TLSv1.3',
    recipients: [{ outcome: 'delivered' }],
  })
})

test('DANE: the best host fails, the next proves itself → delivered there', async () => {
  expect(await world.mx.deliver('second.test')).toMatchObject({
    host: 'mx2.second.test',
    tls: 'TLSv1.3 dane',
    recipients: [{ outcome: 'delivered' }],
  })
  expect(world.other.arrived).toEqual([])
})

test.each([
  ['a signed zone without TLSA', 'signed'],
  ['TLSA in a zone that is not signed', 'unsigned'],
  ['TLSA of a host that an unsigned domain names', 'unsigned-mx'],
  ['TLSA in an unsigned part of a signed zone', 'unsigned-tlsa'],
])('%s → nothing is demanded, delivered in the clear', async (_what, name) => {
  expect(await world.mx.deliver(`${name}.test`)).toMatchObject({
    tls: '',
    recipients: [{ outcome: 'delivered' }],
  })
})

test.each([
  ['of the whole zone', 'bogus', /^deferred dns-unavailable 451 4\.4\.3 MX of bogus\.test: ESERVFAIL$/],
  [
    'of the TLSA records alone',
    'bogus-tlsa',
    /^deferred dns-unavailable 451 4\.7\.5 TLSA of mx\.bogus-tlsa\.test: ESERVFAIL$/,
  ],
])('signatures %s that are wrong → deferred, nobody is reached', async (_what, name, said) => {
  expect(told(await world.mx.deliver(`${name}.test`))).toEqual([expect.stringMatching(said)])
  expect(world.tls.said).toEqual([])
})

test('MTA-STS enforce, certificate of a public authority for the host → proven and delivered', async () => {
  for (const name of ['sts', 'sts-wild']) {
    const attempt = await world.mx.deliver(`${name}.test`)
    expect(attempt).toMatchObject({ tls: 'TLSv1.3 mta-sts', recipients: [{ outcome: 'delivered' }] })
  }
  expect(world.policies.asked).toContain('mta-sts.sts.test/.well-known/mta-sts.txt')
})

test.each([
  [
    'certificate for another name',
    'sts-name',
    /MTA-STS demands TLS: no public authority vouches for it: ERR_TLS_CERT_ALTNAME_INVALID$/,
  ],
  ['certificate of a stranger', 'sts-wrong', /MTA-STS demands TLS: no public authority vouches for it: \w+$/],
  ['no TLS', 'sts-plain', /MTA-STS demands TLS: it offers no TLS$/],
  [
    'a host that the policy does not name',
    'sts-other',
    /MTA-STS of sts-other\.test does not name mx\.sts-other\.test$/,
  ],
])('MTA-STS enforce: %s → deferred, and nothing is said to it', async (_what, name, why) => {
  expect(told(await world.mx.deliver(`${name}.test`))).toEqual([
    expect.stringMatching(/^deferred tls-required 451 4\.7\.5 /),
  ])
  expect(told(await world.mx.deliver(`${name}.test`))).toEqual([expect.stringMatching(why)])
  const said = [...world.tls.said, ...world.plain.said, ...world.other.said]
  expect(said).not.toContainEqual(expect.stringMatching(/^MAIL/))
})

test.each(['sts-testing', 'sts-none', 'sts-two'])('MTA-STS %s → delivered in the clear', async (name) => {
  expect(await world.mx.deliver(`${name}.test`)).toMatchObject({
    tls: '',
    recipients: [{ outcome: 'delivered' }],
  })
})

test('DANE and MTA-STS → DANE counts, whatever the policy names', async () => {
  expect(await world.mx.deliver('sts-both.test')).toMatchObject({
    tls: 'TLSv1.3 dane',
    recipients: [{ outcome: 'delivered' }],
  })
})

test('a connection that proved nothing → never given to mail that demands proof', async () => {
  // The same host and address, first for a domain that demands nothing of it.
  await world.mx.deliver('unsigned-mx.test')
  expect(told(await world.mx.deliver('stripped.test'))).toEqual([
    expect.stringMatching(/^deferred tls-required/),
  ])
  await world.mx.deliver('ee311.test')
  await world.mx.deliver('ee311.test')
  expect(world.tls.said.filter((word) => word === '*').length).toBeLessThanOrEqual(1)
})

test.each([
  ['another status', (response) => response.writeHead(500).end('version: STSv1')],
  ['a redirection', (response) => response.writeHead(301, { location: 'https://mta-sts.sts.test/' }).end()],
  [
    'a web page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('version: STSv1'),
  ],
  [
    'more than 64 KiB',
    (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('x'.repeat(70_000)),
  ],
  [
    'half an answer',
    (response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' })
      response.write('version', () => response.destroy())
    },
  ],
  ['silence', () => {}],
] satisfies [string, (response: import('node:http').ServerResponse) => void][])(
  'policy: %s → none',
  async (_what, answer) => {
    world.policies.policies.set('mta-sts.sts.test', answer)
    const { ask, authorities } = world.mx.ports
    const fetching = { ask, kindOf, port: world.policies.port, authorities, timeoutMilliseconds: 300 }
    expect(await fetchStsPolicy('sts.test', fetching)).toMatchObject({
      ok: false,
      error: { failure: 'sts-policy-fetch-error' },
    })
  },
)

test('policy at a private address, or with a certificate for another name → none', async () => {
  const { ask, authorities } = world.mx.ports
  const fetching = { ask, kindOf, port: world.policies.port, authorities, timeoutMilliseconds: 2000 }
  world.policies.asked.length = 0
  const nowhere = addressKinds({ allowed: [], own: [] })
  expect(await fetchStsPolicy('sts.test', { ...fetching, kindOf: nowhere })).toEqual({
    ok: false,
    error: { failure: 'sts-policy-fetch-error', cause: 'mta-sts.sts.test has no public address' },
  })
  expect(await fetchStsPolicy('sts-two.test', fetching)).toMatchObject({
    ok: false,
    error: { failure: 'sts-webpki-invalid', cause: expect.stringContaining('mta-sts.sts-two.test') },
  })
  expect(world.policies.asked).toEqual([])
})

test.each([
  ['ee302', 'tlsa', 'success'],
  ['ta-name', 'tlsa', 'certificate-host-mismatch'],
  ['wrong', 'tlsa', 'tlsa-invalid'],
  ['ta-stranger', 'tlsa', 'tlsa-invalid'],
  ['unusable', 'tlsa', 'tlsa-invalid'],
  ['unusable-stripped', 'tlsa', 'starttls-not-supported'],
  ['stripped', 'tlsa', 'starttls-not-supported'],
  ['bogus-tlsa', 'tlsa', 'dnssec-invalid'],
  ['sts-wild', 'sts', 'success'],
  ['sts-wrong', 'sts', 'certificate-not-trusted'],
  ['sts-other', 'sts', 'certificate-host-mismatch'],
  ['sts-gone', 'sts', 'sts-policy-fetch-error'],
  ['sts-broken', 'sts', 'sts-policy-invalid'],
  ['sts-forged', 'sts', 'sts-webpki-invalid'],
  ['signed', 'no-policy-found', 'starttls-not-supported'],
  ['sts-testing', 'sts', 'starttls-not-supported'],
  ['sts-none', 'no-policy-found', 'starttls-not-supported'],
])('%s → counted as %s, %s', async (name, policy, result) => {
  world.mx.ports.pool[Symbol.dispose]()
  const before = world.mx.tlsSessions.length
  await world.mx.deliver(`${name}.test`)
  expect(world.mx.tlsSessions.slice(before)).toMatchObject([
    { destination: `${name}.test`, host: `mx.${name}.test`, policy, result },
  ])
})

test.each([
  ['right', 'TLSv1.3', 'success'],
  ['wrong', 'TLSv1.3', 'certificate-not-trusted'],
  ['name', 'TLSv1.3', 'certificate-host-mismatch'],
  ['unnamed', 'TLSv1.3', 'certificate-host-mismatch'],
])('MTA-STS testing, %s → delivered over %s, counted as %s', async (name, tls, result) => {
  world.mx.ports.pool[Symbol.dispose]()
  const before = world.mx.tlsSessions.length
  const attempt = await world.mx.deliver(`test-${name}.test`)
  expect(attempt).toMatchObject({ tls, recipients: [{ outcome: 'delivered' }] })
  expect(world.mx.tlsSessions.slice(before)).toMatchObject([{ policy: 'sts', result }])
})

test.each([
  ['handshake', 'drop', 'validation-failure'],
  ['STARTTLS', '454 4.7.0 not now', 'starttls-not-supported'],
] as const)(
  'MTA-STS testing: %s %s → delivered in the clear, counted as %s',
  async (moment, words, result) => {
    world.mx.ports.pool[Symbol.dispose]()
    const before = world.mx.tlsSessions.length
    world.other.reply = (now) => (now === moment ? words : null)
    expect(await world.mx.deliver('test-wrong.test')).toMatchObject({
      tls: '',
      recipients: [{ outcome: 'delivered' }],
    })
    expect(world.mx.tlsSessions.slice(before)).toMatchObject([{ policy: 'sts', result }])
  },
)
