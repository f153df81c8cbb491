// What one running installation signs, as others see it: programs that are not ours, asking the name servers that it runs; while
// keys follow each other, and whatever is killed meanwhile.

import { randomUUID } from 'node:crypto'
import { Resolver } from 'node:dns/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { authenticate } from 'mailauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { systemClock as clock } from '#core/clock.ts'
import { readSecret } from '#core/config/read-config.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { ChangeListener } from '#db/change-listener.ts'
import type { Database } from '#db/connection.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { arcSet } from '#mail/signing/arc-set.ts'
import { CachedSigningKeys } from '#mail/signing/cached-signing-keys.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import type { Installation } from '#stack/installation.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { startRspamd } from '#test/support/daemons/rspamd.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { findMessage, send } from '#test/support/dovecot/mail-client.ts'
import { submit } from '#test/support/gateway/submit.ts'
import { perlArc, perlDkim } from '#test/support/signing/dkim-verifiers.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { accountOf, type Stack, type StackOverview, startStack } from '#test/support/stack/stack.ts'
import { untilHealthy } from '#test/support/stack/until-healthy.ts'
import { type Outside, outside } from '#test/support/world/outside-domain.ts'
import type { Arrived } from '#test/support/world/remote-smtp.ts'

const communes = [saulieu, 'mairie-nolay.test', 'mairie-flavigny-sur-ozerain.test']

let away: Outside
let stack: Stack
let overview: StackOverview
let owner: Database
/** unbound of the installation. */
let resolver: { readonly host: string; readonly port: number }
let dns: Resolver
const opened = new AsyncDisposableStack()

beforeAll(async () => {
  away = opened.use(await outside('dehors.test'))
  stack = opened.use(
    await startStack({
      resolver: { reach: 'local', stubZones: [away.stubZone] },
      delivery: { allowedNetworks: ['127.0.0.0/8'] },
    }),
  )
  overview = await stack.overview()
  const [paths, ports] = [pathsFor(stack.state), portsFrom(stack.portBase)]
  owner = opened.use(openAsOwner({ spec: demoSpec(), paths, ports }))
  resolver = { host: '127.0.0.1', port: ports.unbound }
  dns = new Resolver()
  dns.setServers([`127.0.0.1:${ports.unbound}`])
})
afterAll(() => opened.disposeAsync())

const keysOf = async (domain: string) =>
  ((await dkimKeyStore(owner).byDomain()).get(domainName(domain)) ?? []).map(
    ({ state, selector }) => `${state} ${selector}`,
  )
const statesOf = async (domain: string) => (await keysOf(domain)).map((key) => key.split(' ')[0]).toSorted()

const mairieOf = (domain: string) => accountOf(overview, `mairie@${domain}`)

/** As it arrives outside. */
async function sentFrom(domain: string): Promise<Arrived> {
  const account = overview.demo.accounts.find(({ address }) => address.endsWith(`@${domain}`))
  if (account === undefined) throw new Error(`nobody at ${domain}`)
  const messageId = `<${randomUUID()}@${domain}>`
  const message = {
    ...{ from: account.address, to: 'paul@dehors.test', messageId },
    ...{ subject: 'Compte rendu', text: 'Bonjour,\n\nvoici le compte rendu.\n' },
  }
  const said = await submit(overview, account, message)
  if (!said.startsWith('250 ')) throw new Error(said)
  return await eventually(
    'the message outside',
    () => away.mailHost.arrived.find(({ message: text }) => text.includes(messageId)) ?? null,
  )
}

const octets = ({ message }: Pick<Arrived, 'message'>): Buffer => Buffer.from(message, 'latin1')
const bothPass = (domain: string) => [`ed25519-sha256 ${domain} pass`, `rsa-sha256 ${domain} pass`]
const verified = async (message: Buffer) => (await perlDkim(message, resolver)).toSorted()

test.each(communes)(
  'a message of %s, seconds after the first start → two signatures that Mail::DKIM accepts',
  async (domain) => {
    await eventually(
      'two keys that sign',
      async () => ((await statesOf(domain)).join() === 'active,active' ? true : null),
      60,
    )
    expect(await verified(octets(await sentFrom(domain)))).toEqual(bothPass(domain))
  },
)

test('the mail host, a name in the zone of the département → keys of its own that sign', async () => {
  await expect.poll(() => statesOf('mail.cotedor.test'), { timeout: 60_000 }).toEqual(['active', 'active'])
})

test('a receiver that checks SPF, DKIM and DMARC → all pass, and both are aligned', async () => {
  const arrived = await sentFrom(saulieu)
  const { spf, dmarc, dkim } = await authenticate(octets(arrived), {
    ...{ ip: arrived.client, helo: arrived.helo, sender: arrived.from, mta: 'mx.dehors.test' },
    resolver: (name: string, type: string) => dns.resolve(name, type) as Promise<string[] | string[][]>,
  })
  expect(spf).toMatchObject({ status: { result: 'pass' } })
  expect(dkim.results.map(({ status, signingDomain }) => `${status.result} ${signingDomain}`)).toEqual([
    `pass ${saulieu}`,
    `pass ${saulieu}`,
  ])
  expect(dmarc).toMatchObject({
    status: { result: 'pass' },
    policy: 'reject',
    alignment: { spf: { result: saulieu }, dkim: { result: saulieu } },
  })
})

test('the same message, come back from outside by another server → our gateway says that both verify', async () => {
  const { message } = await sentFrom(saulieu)
  const neighbour = mairieOf('mairie-flavigny-sur-ozerain.test')
  const messageId = /^Message-ID: (<.*>)/m.exec(message)?.[1] ?? ''
  const envelope = { from: 'liste@dehors.test', to: neighbour.address }
  expect(await send(overview.endpoints.smtp, { envelope, raw: message })).toMatchObject({ code: 250 })
  const source = await findMessage(overview.endpoints.imap, neighbour, messageId)
  const results = /^Authentication-Results: [^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/im.exec(source)?.[0] ?? ''
  expect(results.match(/dkim=pass/g)).toHaveLength(2)
  expect(results).toMatch(/dmarc=pass/)
})

/** Without the module that takes the gateway's word for DKIM. */
const onItsOwn = (installation: Installation) =>
  generateRspamd(installation).map((file) =>
    file.path.endsWith('/http_headers.conf') ? { ...file, content: 'enabled = false;\n' } : file,
  )

test('the same message, shown to rspamd with the records that are served → both allowed', async () => {
  const { message } = await sentFrom(saulieu)
  await using rspamd = await startRspamd((installation) => installation, onItsOwn)
  const selectors = (await keysOf(saulieu)).map((key) => key.split(' ')[1] ?? '')
  for (const name of [`_dmarc.${saulieu}`, ...selectors.map((each) => `${each}._domainkey.${saulieu}`)]) {
    const records = await dns.resolveTxt(name)
    rspamd.dns.records.set(
      `TXT ${name}`,
      records.map((strings) => strings.join('\0')),
    )
  }
  const response = await fetch(`http://127.0.0.1:${rspamd.installation.ports.rspamd}/checkv2`, {
    ...{ method: 'POST', body: Buffer.from(message, 'latin1') },
    headers: { IP: '192.0.2.5', From: `mairie@${saulieu}`, Rcpt: 'paul@dehors.test' },
  })
  const options = z.object({ options: z.array(z.string()).optional() })
  const { symbols } = z.object({ symbols: z.record(z.string(), options) }).parse(await response.json())
  expect(symbols.R_DKIM_ALLOW?.options?.toSorted()).toEqual(
    selectors.map((selector) => `${saulieu}:s=${selector}`).toSorted(),
  )
  expect(symbols).toHaveProperty('DMARC_POLICY_ALLOW')
})

test('a message of others, sealed with the key that signs for the commune → Mail::DKIM accepts the ARC chain', async () => {
  const secrets = pathsFor(stack.state)
  const encryption = keyEncryption(readSecret(secretFile(secrets, 'key-encryption-key')))
  const keys = new CachedSigningKeys(dkimKeyStore(owner), encryption, opened.use(new ChangeListener(owner)))
  const active = await keys.activeOf(domainName(saulieu))
  const key = active.find(({ algorithm }) => algorithm === 'rsa-sha256')
  if (key === undefined) throw new Error('no key')
  const content = 'From: Ann <ann@dehors.test>\r\nSubject: Bonjour\r\n\r\nBonjour\r\n'
  const results = 'mail.cotedor.test; dmarc=none header.from=dehors.test'
  const set = await arcSet(Buffer.from(content), { key, results, chain: 'none', at: new Date() })
  expect(await perlArc(Buffer.from(set + content), resolver)).toBe('pass')
  expect(await perlArc(Buffer.from(`${set}${content}x\r\n`), resolver)).toBe('fail')
})

test('all keys encrypted anew under another secret → who runs signs on, and who starts as well', async () => {
  const { code, stdout } = await stack.command('keys', 'encrypt-anew')
  expect({ code, said: /^(\d+) private keys encrypted anew/.test(stdout) }).toEqual({ code: 0, said: true })
  expect(await verified(octets(await sentFrom(saulieu)))).toEqual(bothPass(saulieu))
  await kill('gateway')
  expect(await verified(octets(await sentFrom(saulieu)))).toEqual(bothPass(saulieu))
})

/** Asks Knot for the records of all keys of Saulieu until stopped; how often one was not there. */
async function watchRecords() {
  const asked = opened.use(
    new StubResolver({
      ...{ servers: [{ host: '127.0.0.1', port: portsFrom(stack.portBase).knot }], clock },
      ...{ tries: 2, tryMilliseconds: 100 },
    }),
  )
  const selectors = (await keysOf(saulieu)).map((key) => key.split(' ')[1])
  const counted = { answers: 0, missing: 0 }
  let wanted = true
  const look = async () => {
    while (wanted) {
      for (const selector of selectors) {
        const answer = await asked.ask({ name: `${selector}._domainkey.${saulieu}`, type: 'TXT' })
        if (answer.kind === 'records') counted.answers += 1
        if (answer.kind === 'none') counted.missing += 1
      }
      await wait(2)
    }
  }
  const ended = look()
  return {
    stop: async () => {
      wanted = false
      await ended
      return counted
    },
  }
}

async function kill(name: string): Promise<void> {
  const pid = await stack.pidOf(name)
  process.kill(pid, 'SIGKILL')
  await untilHealthy(stack, { name, before: pid })
}

test('Knot killed, and told to load everything anew → no answer without the records, and what is sent verifies', async () => {
  const watch = await watchRecords()
  await kill('knot')
  process.kill(await stack.pidOf('knot'), 'SIGHUP')
  expect(await verified(octets(await sentFrom(saulieu)))).toEqual(bothPass(saulieu))
  const { answers, missing } = await watch.stop()
  expect({ missing, watched: answers > 100 }).toEqual({ missing: 0, watched: true })
})

/** It is so many days later for the keys. */
const pass = (days: number) =>
  owner.pool.query(
    `update dkim_key set published_at = published_at - $1 * interval '1 day',
       activated_at = activated_at - $1 * interval '1 day', retired_at = retired_at - $1 * interval '1 day'`,
    [days],
  )

test('half a year and more, the worker killed at each step → keys follow each other, and every letter verifies', async () => {
  const first = (await keysOf(saulieu)).map((key) => key.split(' ')[1])
  const sent: Buffer[] = []
  const steps: readonly (readonly [days: number, states: string])[] = [
    [180, 'active,active,published,published'],
    [1, 'active,active,retired,retired'],
    [30, 'active,active'],
  ]
  for (const [days, states] of steps) {
    await pass(days)
    await kill('worker')
    await eventually(states, async () => ((await statesOf(saulieu)).join() === states ? true : null), 90)
    // What was sent a month ago is with its readers.
    if (days === 30) sent.length = 0
    sent.push(octets(await sentFrom(saulieu)))
    for (const message of sent) expect(await verified(message)).toEqual(bothPass(saulieu))
  }
  expect((await keysOf(saulieu)).filter((key) => first.includes(key.split(' ')[1]))).toEqual([])
}, 300_000)
