// A listener that stands behind load balancers on this very machine, and a resolver that asks a name server of our choice:
// our own probes get through, the client's address is the one the header names, and verdicts are about it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { findMessage } from '#test/support/dovecot/mail-client.ts'
import { resultOf, resultsOf } from '#test/support/gateway/judged-message.ts'
import { type ProxiedMessage, sendProxied } from '#test/support/gateway/proxied-message.ts'
import { handSigned } from '#test/support/signing/hand-signed.ts'
import { keyRecord, rsa2048 } from '#test/support/signing/signing-keys.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import { type FakeDns, fakeDns } from '#test/support/world/fake-dns.ts'
import { zoneLines } from '#test/support/world/zone-lines.ts'

const zone = [
  'away.test TXT v=spf1 ip4:203.0.113.0/24 exists:%{l}.%{i}.away.test -all',
  'away.test MX 10 mx.away.test',
  'mx.away.test A 203.0.113.7',
  'odd+name.198.51.100.1.away.test A 127.0.0.2',
  '_dmarc.away.test TXT v=DMARC1; p=reject',
  keyRecord(rsa2048),
  'silent.test SERVFAIL',
]

let dns: FakeDns
let stack: Stack
let overview: StackOverview
beforeAll(async () => {
  dns = await fakeDns()
  for (const [question, values] of zoneLines(zone)) dns.records.set(question, values)
  stack = await startStack({
    filtering: { networkLists: false },
    smtp: { proxyNetworks: ['127.0.0.0/8'] },
    resolver: { reach: 'local', forwarders: [`${dns.host}@${dns.port}`], dnssec: 'off' },
  })
  overview = await stack.overview()
})
afterAll(async () => {
  await stack?.[Symbol.asyncDispose]()
  await dns[Symbol.asyncDispose]()
})

const written = (id: string, from = 'Jean <jean@away.test>'): string =>
  [
    `From: ${from}`,
    `To: <${accountOf(overview).address}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@away.test>`,
    'Subject: Convocation',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    'Le conseil se réunira jeudi.',
    '',
  ].join('\r\n')

const sent = (asked: Omit<ProxiedMessage, 'recipient'>): Promise<string> =>
  sendProxied(overview.endpoints.smtp.port, { ...asked, recipient: accountOf(overview).address })

/** A stranger may well be filed as junk. */
const found = (id: string): Promise<string> =>
  Promise.any(
    ['INBOX', 'Junk'].map((folder) =>
      findMessage(overview.endpoints.imap, accountOf(overview), `<${id}@away.test>`, folder),
    ),
  )

test('proxyNetworks with the loopback network → healthy, demo mail taken, the header gives the address', async () => {
  expect(overview.services.every(({ state }) => state === 'healthy')).toBe(true)
  expect((await stack.command('demo', 'send')).stdout).toMatch(/^Accepted for .*: 250 /)
  const asked = { client: '203.0.113.7', helo: 'a.nowhere.test', reversePath: '' }
  expect(await sent({ ...asked, message: written('proxied', 'x@nowhere.test') })).toMatch(/^250 /)
  expect(await found('proxied')).toContain('[203.0.113.7]')
})

test('signed mail from a listed address → SPF, DKIM and DMARC pass, by the forwarder’s records', async () => {
  expect(await sent({ client: '203.0.113.7', message: handSigned(written('signed')) })).toMatch(/^250 /)
  const results = resultsOf(await found('signed'))
  expect(['spf', 'dkim', 'dmarc'].map((method) => resultOf(results, method).split(' ')[0])).toEqual([
    'spf=pass',
    'dkim=pass',
    'dmarc=pass',
  ])
})

test('a name that only a macro makes → asked through the real resolver', async () => {
  const asked = { client: '198.51.100.1', reversePath: 'odd+name@away.test' }
  expect(await sent({ ...asked, message: written('odd') })).toMatch(/^250 /)
  expect(resultOf(resultsOf(await found('odd')), 'spf')).toMatch(/^spf=pass /)
})

test('from another address and unsigned, p=reject → 550 5.7.26', async () => {
  expect(await sent({ client: '198.51.100.9', message: written('forged') })).toMatch(/^550 5\.7\.26 /)
})

test('SPF without an answer → 451 4.4.3', async () => {
  const asked = { reversePath: 'x@silent.test', message: written('silent', 'x@nowhere.test') }
  expect(await sent(asked)).toMatch(/^451 4\.4\.3 /)
})

test('many messages in sequence from changing addresses → each taken', { timeout: 300_000 }, async () => {
  const replies = new Map<string, number>()
  for (let at = 0; at < 150; at++) {
    const reply = await sent({ client: `203.0.113.${at}`, message: handSigned(written(`many-${at}`)) })
    replies.set(reply.slice(0, 3), (replies.get(reply.slice(0, 3)) ?? 0) + 1)
  }
  expect(Object.fromEntries(replies)).toEqual({ '250': 150 })
})
