// The queue in a world of others: a row goes in, and what became of it stands in its rows, at the server and in the report to
// its sender. Real PostgreSQL, Knot that signs, unbound that validates; servers in every state of TLS. What each mechanism does
// in detail is tested in test/mail/outbound/mx-delivery.

import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Secret } from '#core/secret.ts'
import type { ReplyKind } from '#core/smtp/delivery-attempt.ts'
import { LmtpPool } from '#daemons/lmtp/lmtp-pool.ts'
import { type KeptStsPolicy, stsPolicyStore } from '#db/stores/deliverability/sts-policies.ts'
import { mailQueueStore } from '#db/stores/queue/enqueue-mail.ts'
import { traceFollowUpStore } from '#db/stores/trace/trace-follow-up.ts'
import { rfcTimeouts } from '#mail/outbound/mx-delivery/session/session-timeouts.ts'
import { fakeClamd } from '#test/support/daemons/fake-clamd.ts'
import { fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { fakeRspamd } from '#test/support/daemons/fake-rspamd.ts'
import { mairie } from '#test/support/database/commune.ts'
import { queued } from '#test/support/database/queued.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'
import { outgoingNowhere } from '#test/support/stack/worker-config.ts'
import { type Authority, makeAuthority, tlsa } from '#test/support/world/authority.ts'
import { policyServer } from '#test/support/world/policy-server.ts'
import { type RemoteServer, remoteServers } from '#test/support/world/remote-smtp.ts'
import { type SignedZone, signedZones } from '#test/support/world/signed-zones.ts'
import { openQueue } from '#worker/queue/open-queue.ts'
import { type Case, cases, type Kept, type Policy, type ServerName, servers } from './world-cases.ts'

const names = Object.keys(cases)
const byName = Object.entries(cases).map(([name, { what, becomes }]) => ({ name, what, becomes }))

interface Row {
  readonly state: string
  readonly kind: ReplyKind
  readonly reply: string
  readonly tls: string
}

const { owner, gateway, worker, made } = await saulieuDatabase()
const stack = new AsyncDisposableStack()
afterAll(() => stack.disposeAsync())
const rows = new Map<string, Row>()
let reports: readonly string[] = []
let byServer: ReadonlyMap<string, RemoteServer>

const silent = { info: () => {}, warn: () => {}, error: () => {} }

/** The other recipient of each message: while his domain is paused, the rows of the message stay. */
const paused = 'paused.test'

beforeAll(async () => {
  const folder = stack.use(await temporaryFolder())
  const authority = makeAuthority(folder.path, 'public')
  const stranger = makeAuthority(folder.path, 'stranger')
  const remote = stack.use(await remoteServers(...Object.values(servers)))
  byServer = new Map(Object.keys(servers).map((name, index) => [name, nth(remote.servers, index)]))
  const certificates = showCertificates(authority, stranger)
  const silence = stack.use(await silentServer())
  const zones = stack.use(
    await signedZones(
      Object.entries(cases).flatMap(([name, each]) =>
        name === 'silent' ? [] : [zoneOf(name, each, { port: remote.port, certificates })],
      ),
      [{ name: 'silent.test', server: `127.0.0.1@${silence.port}` }],
    ),
  )
  const policyHosts = stack.use(await policyServer('127.0.0.2', certificates.right))
  const policies = stsPolicyStore(worker)
  for (const [name, { policy, kept }] of Object.entries(cases)) {
    if (policy !== undefined) policyHosts.policies.set(`mta-sts.${name}.test`, policyText(name, policy))
    if (kept !== undefined) await policies.keep(`${name}.test`, keptPolicy(name, kept))
  }
  const [lmtp, rspamd, clamd] = [
    stack.use(await fakeLmtp()),
    stack.use(await fakeRspamd()),
    stack.use(await fakeClamd()),
  ]
  const config = outgoingNowhere('')
  const key = new Secret(Buffer.alloc(32).toString('base64url'))
  await owner.pool.query('insert into paused_destination (destination, reason) values ($1, $2)', [paused, ''])
  stack.use(
    openQueue({
      config: {
        hostname: 'mail.cotedor.test',
        digest: { department: 'Côte-d’Or', linksOrigin: null, linksKeyFile: '' },
        zones: config.zones,
        inbound: { ...config.inbound, rspamd: rspamd.listener, clamd: clamd.listener },
        delivery: {
          ...config.delivery,
          ...{ resolvers: [zones.resolver], allowedNetworks: ['127.0.0.0/8'], port: remote.port },
        },
      },
      secrets: { findings: key, srs: key, keyEncryption: () => key, zones: key, relay: null },
      reached: {
        database: worker,
        trace: traceFollowUpStore(worker, silent),
        lmtp: new LmtpPool({
          ...lmtp.listener,
          ...{ hostname: 'mail.cotedor.test', timeoutMilliseconds: 5_000, maxConnections: 2 },
        }),
      },
      log: silent,
      instead: {
        limits: { lookMilliseconds: 200, sweepMilliseconds: 200 },
        delivery: {
          ...{ authorities: [authority.pem], timeouts: { ...rfcTimeouts, tls: 2_000 } },
          ...{ policyPort: policyHosts.port, policyMilliseconds: 2_000, dnsMilliseconds: 2_000 },
        },
      },
    }),
  )
  const queue = mailQueueStore(gateway)
  for (const [name, { smtputf8 = false }] of Object.entries(cases)) {
    const to = `${smtputf8 ? 'édith' : 'paul'}@${name}.test`
    await queue.enqueue(
      queued(made.commune, [to, `anne@${paused}`], { smtputf8, reversePath: mairie, envelopeId: name }),
    )
  }
  for (const name of names) rows.set(name, await eventually(name, () => rowOf(name), 60))
  await fiveDaysPass()
  reports = await eventually('a report about each', () => {
    const messages = lmtp.delivered.map(({ message }) => message)
    return messages.length >= names.length ? messages : null
  })
}, 120_000)

const nth = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no ${index}`)
  return item
}

type Certificates = ReturnType<typeof showCertificates>

function showCertificates(authority: Authority, stranger: Authority) {
  const all = names.flatMap((name) => [`mx.${name}.test`, `mta-sts.${name}.test`])
  const right = authority.issue('test', ...all)
  const wrong = stranger.issue('test', ...all)
  const shown: Readonly<Record<ServerName, RemoteServer['certificate']>> = {
    ...{ right, stranger: wrong, expired: authority.issueExpired('test', ...all) },
    ...{ refusing: right, breaking: right, plain: null, utf8: null },
  }
  for (const [name, server] of byServer) server.certificate = shown[name as ServerName]
  serverOf('refusing').reply = (moment) => (moment === 'STARTTLS' ? '454 4.7.0 not now' : null)
  serverOf('breaking').reply = (moment) => (moment === 'handshake' ? 'drop' : null)
  serverOf('utf8').extensions.push('SMTPUTF8')
  return { right, stranger: wrong }
}

function serverOf(name: ServerName): RemoteServer {
  const server = byServer.get(name)
  if (server === undefined) throw new Error(`there is no ${name}`)
  return server
}

/** Takes questions and says nothing. */
async function silentServer() {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { port: socket.address().port, [Symbol.dispose]: () => void socket.close() }
}

function zoneOf(
  name: string,
  { host, records = [], tlsa: whose, policy, trust }: Case,
  { port, certificates }: { readonly port: number; readonly certificates: Certificates },
): SignedZone {
  return {
    name: `${name}.test`,
    trust: trust ?? (whose === undefined ? 'insecure' : 'secure'),
    records: [
      ...(host === undefined ? [] : ['@ MX 10 mx', `mx A ${servers[host]}`]),
      ...(whose === undefined ? [] : [`_${port}._tcp.mx TLSA ${tlsa(certificates[whose].cert, 3)}`]),
      ...(policy === undefined ? [] : ['_mta-sts TXT "v=STSv1; id=1;"', 'mta-sts A 127.0.0.2']),
      ...records,
    ],
  }
}

function policyText(name: string, policy: Policy): string {
  const mode = policy === 'testing' ? 'testing' : 'enforce'
  const mx = policy === 'names another host' ? 'mx.elsewhere.test' : `mx.${name}.test`
  return `version: STSv1\r\nmode: ${mode}\r\nmx: ${mx}\r\nmax_age: 86400\r\n`
}

function keptPolicy(name: string, kept: Kept): KeptStsPolicy {
  const maxAgeSeconds = 86_400
  const age = kept === 'alive' ? maxAgeSeconds / 2 : maxAgeSeconds + 1
  const fetchedAt = Date.now() - age * 1000
  return { mode: 'enforce', mx: [`mx.${name}.test`], maxAgeSeconds, id: '1', fetchedAt }
}

async function rowOf(name: string): Promise<Row | null> {
  const { rows: found } = await owner.pool.query<Row>(
    `select coalesce(r.settled_as, d.state) as state, r.last_kind as kind, r.last_reply as reply, a.tls
    from delivery d join delivery_recipient r using (queue_id, destination)
    join delivery_attempt a using (queue_id, destination) where d.destination = $1`,
    [`${name}.test`],
  )
  return found[0] ?? null
}

async function fiveDaysPass(): Promise<void> {
  await owner.pool.query('delete from paused_destination')
  await owner.pool.query(
    "update delivery set expires_at = now() where state = 'waiting' and destination <> 'local'",
  )
}

test.each(byName)('$what → $becomes.state', ({ name, becomes }) => {
  const { state, kind, reply, tls } = becomes
  expect(rows.get(name)).toEqual({ state, kind, reply: expect.stringMatching(reply), tls })
})

test.each(byName)('$what → at the server: $becomes.state, and nothing else', ({ name, becomes }) => {
  const arrived = [...byServer.values()].flatMap((server) => server.arrived)
  const here = arrived.filter(({ recipients }) => recipients.some((each) => each.endsWith(`@${name}.test`)))
  expect(here.map(({ servername }) => servername !== null)).toEqual(
    becomes.state === 'delivered' ? [becomes.tls !== ''] : [],
  )
})

test.each(byName)('$what → report: $becomes.status', ({ name, becomes }) => {
  const [report = '', ...others] = reports.filter((each) =>
    each.includes(`\nOriginal-Envelope-Id: ${name}\r`),
  )
  expect(others).toEqual([])
  expect(report).toContain(`\r\nFinal-Recipient: rfc822; anne@${paused}\r\n`)
  const about = new RegExp(
    `^Final-Recipient: \\S+ (?:paul|.*dith)@${name}\\.test\r\n(.*\r\n)Status: (\\S+)`,
    'm',
  )
  const [, action, status] = about.exec(report) ?? []
  expect([action, status]).toEqual(
    becomes.status === null ? [undefined, undefined] : ['Action: failed\r\n', becomes.status],
  )
})
