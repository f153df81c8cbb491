import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Event } from '#core/event.ts'
import { newQueueId } from '#core/queue/queue-id.ts'
import { Secret } from '#core/secret.ts'
import { askHealth } from '#daemons/http/ask-health.ts'
import { openJobs } from '#db/enqueue-job.ts'
import { keptMailStore } from '#db/stores/held/kept-mail.ts'
import { fakeLmtp } from '#test/support/daemons/fake-lmtp.ts'
import { claire, mairie, makeSaulieu } from '#test/support/database/commune.ts'
import { hold } from '#test/support/database/held.ts'
import { startDatabase, type TestDatabase } from '#test/support/database/postgresql.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { outgoingNowhere } from '#test/support/stack/worker-config.ts'
import { startWorker } from '#worker/worker.ts'

interface FakeDoveadm extends AsyncDisposable {
  readonly port: number
  readonly created: string[]
  /** Exit code for mailboxCreate; 0 is success. */
  exitCode: number
}

async function fakeDoveadm(): Promise<FakeDoveadm> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const user = /"user":"([^"]*)"/.exec(body)?.[1] ?? ''
      if (fake.exitCode === 0 && body.includes('mailboxCreate')) fake.created.push(user)
      const failure = ['error', { type: 'exitCode', exitCode: fake.exitCode }, 'only']
      response.end(JSON.stringify([fake.exitCode === 0 ? ['doveadmResponse', [], 'only'] : failure]))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const fake: FakeDoveadm = {
    port: (server.address() as AddressInfo).port,
    created: [],
    exitCode: 0,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return fake
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function startTestWorker(postgresql: TestDatabase, ports: { doveadm: number; lmtp: number }) {
  const events: Event[] = []
  const keep = (event: Event) => void events.push(event)
  const hooks = { host: '127.0.0.1', port: await freePort() }
  const worker = await startWorker(
    {
      database: {
        ...{ host: '127.0.0.1', port: postgresql.port, name: postgresql.name, role: 'vm_worker' },
        ...{ passwordFile: '', maxConnections: 4 },
      },
      hooks,
      doveadm: { host: '127.0.0.1', port: ports.doveadm, passwordFile: '' },
      lmtp: { host: '127.0.0.1', port: ports.lmtp, timeoutSeconds: 5 },
      learning: {
        tokenFile: '',
        controller: { host: '127.0.0.1', port: 1, passwordFile: '' },
        maxMessageBytes: 1_000_000,
      },
      authPolicy: { tokenFile: '', probe: 'probe@mail.cotedor.test' },
      hostname: 'mail.cotedor.test',
      digest: { department: 'Côte-d’Or', linksOrigin: null, linksKeyFile: '' },
      retention: { traceDays: 183, securityDays: 365, heldDays: 30 },
      ...outgoingNowhere(''),
      logLevel: 'info',
    },
    {
      database: postgresql.passwords.vm_worker,
      doveadm: new Secret('doveadm'),
      learning: new Secret('learning'),
      authPolicy: new Secret('auth-policy'),
      controller: new Secret('controller'),
      heldLinks: new Secret('links'),
      findings: new Secret('findings'),
      srs: new Secret('srs'),
      ...{ relay: null, mailboxToken: new Secret('token') },
      keyEncryption: () => new Secret(randomBytes(32).toString('base64url')),
      zones: new Secret('zones'),
    },
    { info: keep, warn: keep, error: keep },
  )
  return { hooks, events, [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose]() }
}

test('mailboxes without folders → created once each and open for mail; doveadm failing first → tried again', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await makeSaulieu(owner)
  await owner.pool.query('update mailbox set provisioned_at = null')
  await using doveadm = await fakeDoveadm()
  doveadm.exitCode = 75
  await using lmtp = await fakeLmtp()
  await using worker = await startTestWorker(postgresql, { doveadm: doveadm.port, lmtp: lmtp.listener.port })
  await eventually('a failure', () =>
    worker.events.some(({ event }) => event === 'component.unavailable') ? true : null,
  )
  doveadm.exitCode = 0
  await eventually('both mailboxes', async () => {
    const missing = await owner.pool.query('select from mailbox where provisioned_at is null')
    return missing.rowCount === 0 ? true : null
  })
  expect(doveadm.created.sort()).toEqual([claire, mairie])
  expect(await askHealth(worker.hooks)).toMatchObject({ kind: 'ready' })
})

test('waiting mail → delivered over LMTP; PostgreSQL killed and back → the next one too, and told once', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using gateway = postgresql.open('vm_gateway')
  const made = await makeSaulieu(owner)
  await using doveadm = await fakeDoveadm()
  await using lmtp = await fakeLmtp()
  await using worker = await startTestWorker(postgresql, { doveadm: doveadm.port, lmtp: lmtp.listener.port })
  const keep = (body: string) =>
    keptMailStore(gateway).keep([
      {
        queueId: newQueueId(Date.now()),
        reversePath: '',
        author: '',
        content: async () => Buffer.from(`Subject: x\r\n\r\n${body}\r\n`),
        recipients: [
          {
            recipient: claire,
            mailbox: made.personal,
            commune: made.commune,
            why: { kind: 'waiting', retryAt: new Date() },
            lastReply: '451 4.3.0 x',
          },
        ],
      },
    ])
  await keep('first')
  await eventually('the first', () => (lmtp.delivered.length === 1 ? true : null))
  expect(lmtp.delivered[0]).toMatchObject({ recipient: claire })
  await postgresql.shutDown()
  await eventually('bad health', async () =>
    (await askHealth(worker.hooks)).kind === 'not-ready' ? true : null,
  )
  await postgresql.startUp()
  await keep('second')
  await eventually('the second', () => (lmtp.delivered.length === 2 ? true : null))
  await eventually('good health', async () =>
    (await askHealth(worker.hooks)).kind === 'ready' ? true : null,
  )
  const told = worker.events.filter(
    (event) => event.event === 'component.unavailable' && event.component === 'waiting-mail',
  )
  expect(told.length).toBeLessThanOrEqual(1)
})

test('held for longer than the 30 days of its settings, and for less → a worker lets the first go when it starts', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  const { commune, personal } = await makeSaulieu(owner)
  const [young, old] = await Promise.all(
    [29, 31].map(async (days) => {
      const queueId = await hold(owner, { for: [{ recipient: claire, commune, mailbox: personal }] })
      await owner.pool.query('update kept_recipient set since = $1 where queue_id = $2', [
        ...[new Date(Date.now() - days * 86_400_000), queueId],
      ])
      return queueId
    }),
  )
  await using doveadm = await fakeDoveadm()
  await using lmtp = await fakeLmtp()
  await using worker = await startTestWorker(postgresql, { doveadm: doveadm.port, lmtp: lmtp.listener.port })
  const decided = await eventually('the end of the older', () => {
    const events = worker.events.filter(({ event }) => event === 'held.decided')
    return events.length > 0 ? events : null
  })
  expect(decided).toEqual([{ event: 'held.decided', queueId: old, recipient: claire, decision: 'expired' }])
  const { rows } = await owner.pool.query('select queue_id from kept_message')
  expect(rows).toEqual([{ queue_id: young }])
})

test('the panel deletes what waits to leave → the worker writes it into the trace', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using admin = postgresql.open('vm_admin')
  const { commune } = await makeSaulieu(owner)
  await using doveadm = await fakeDoveadm()
  await using lmtp = await fakeLmtp()
  await using _worker = await startTestWorker(postgresql, {
    ...{ doveadm: doveadm.port, lmtp: lmtp.listener.port },
  })
  await using jobs = openJobs(admin)
  const payload = {
    ...{
      queueId: newQueueId(Date.now()),
      commune,
      reversePath: mairie,
      bytes: 12,
      at: '2026-11-28T10:00:00.000Z',
    },
    recipients: [{ address: 'paul@away.test', reason: 'withdrawn' as const }],
  }
  await admin.transaction((transaction) => jobs.enqueue(transaction, 'trace-deleted', { payload }))
  const [row] = await eventually('the row', async () => {
    const { rows } = await owner.pool.query('select at, recipient, outcome, reason from trace')
    return rows.length > 0 ? rows : null
  })
  const deleted = { outcome: 'deleted', reason: 'withdrawn' }
  expect(row).toEqual({ at: new Date(payload.at), recipient: 'paul@away.test', ...deleted })
})
