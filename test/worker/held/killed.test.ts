// kill -9 of the worker while it delivers what somebody released. Before Dovecot has answered, nothing is lost and the
// message comes once. Between Dovecot's answer and the note of it nobody can know: it comes again, as from any server.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { WorkerConfig } from '#core/config/worker-config.ts'
import { newQueueId, type QueueId } from '#core/queue-id.ts'
import type { Database } from '#db/connection.ts'
import { databaseName } from '#db/names.ts'
import { heldDecisionsStore } from '#db/stores/held-decisions.ts'
import { keptMailStore } from '#db/stores/kept-mail.ts'
import { lockKept } from '#db/stores/settle-kept.ts'
import { claire, makeSaulieu } from '#test/support/commune.ts'
import { eventually } from '#test/support/eventually.ts'
import { fakeLmtp } from '#test/support/fake-lmtp.ts'
import { claimPortRange } from '#test/support/port-range.ts'
import { startDatabase, type TestPostgresql } from '#test/support/postgresql.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'
import { outgoingNowhere } from '#test/support/worker-config.ts'

const main = join(import.meta.dirname, '../../../worker/main.ts')

interface Worker extends AsyncDisposable {
  kill(): Promise<void>
}

async function startWorker(postgresql: TestPostgresql, lmtpPort: number): Promise<Worker> {
  const folder = await temporaryFolder()
  const ports = await claimPortRange()
  const secret = join(folder.path, 'secret')
  await writeFile(secret, `${postgresql.target.passwords.vm_worker.reveal()}\n`)
  const keyFile = join(folder.path, 'key')
  await writeFile(keyFile, randomBytes(32).toString('base64url'))
  const nobody = { host: '127.0.0.1', port: ports.base + 1, passwordFile: secret }
  const config: WorkerConfig = {
    database: {
      ...{ host: '127.0.0.1', port: postgresql.port, name: databaseName, role: 'vm_worker' },
      ...{ passwordFile: secret, maxConnections: 4 },
    },
    hooks: { host: '127.0.0.1', port: ports.base },
    doveadm: nobody,
    lmtp: { host: '127.0.0.1', port: lmtpPort, timeoutSeconds: 60 },
    learning: { tokenFile: secret, controller: nobody, maxMessageBytes: 1_000_000 },
    authPolicy: { tokenFile: secret, probe: 'probe@mail.cotedor.test' },
    hostname: 'mail.cotedor.test',
    digest: { department: 'Côte-d’Or', linksOrigin: null, linksKeyFile: secret },
    retention: { traceDays: 183, securityDays: 365, heldDays: 30 },
    ...outgoingNowhere(keyFile),
    logLevel: 'info',
  }
  const file = join(folder.path, 'worker.json')
  await writeFile(file, JSON.stringify(config))
  const child = spawn(process.execPath, [main, file], { stdio: 'ignore' })
  const kill = () => killed(child)
  return {
    kill,
    [Symbol.asyncDispose]: async () => {
      await kill()
      await ports[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

async function holdAndRelease(postgresql: TestPostgresql, owner: Database): Promise<QueueId> {
  const made = await makeSaulieu(owner)
  await using gateway = postgresql.open('vm_gateway')
  const queueId = newQueueId(Date.now())
  const why = { kind: 'held', reason: 'attachment' } as const
  await keptMailStore(gateway).keep([
    {
      ...{
        queueId,
        reversePath: '',
        author: '',
        content: async () => Buffer.from('Subject: x\r\n\r\nBonjour\r\n'),
      },
      recipients: [{ recipient: claire, mailbox: made.personal, commune: made.commune, why, lastReply: '' }],
    },
  ])
  const wishes = { allowSender: false, evenDenied: false, learn: false, evenVirus: false }
  await heldDecisionsStore(owner).release({ queueId, commune: null, recipients: null }, wishes)
  return queueId
}

/** The claim of a dead worker ends by itself, minutes later. */
const endClaims = (owner: Database) =>
  owner.pool.query("update kept_recipient set claimed_until = now() - interval '1 second'")

const settled = async (owner: Database): Promise<true | null> =>
  (await owner.pool.query('select from kept_message')).rowCount === 0 ? true : null

test('killed while Dovecot has not answered → delivered once by the next worker', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using lmtp = await fakeLmtp()
  await holdAndRelease(postgresql, owner)
  lmtp.reply = (moment) => (moment === 'end' ? 'hang' : null)
  await using first = await startWorker(postgresql, lmtp.listener.port)
  await eventually('the message on its way', () => (lmtp.bodies === 1 ? true : null))
  await first.kill()
  lmtp.reply = () => null
  await endClaims(owner)
  await using _second = await startWorker(postgresql, lmtp.listener.port)
  await eventually('the end', () => settled(owner))
  expect(lmtp.delivered.map(({ recipient }) => recipient)).toEqual([claire])
})

test('killed when Dovecot has it and nobody noted it → delivered again, never lost', async () => {
  await using postgresql = await startDatabase()
  await using owner = postgresql.open('vm_owner')
  await using lmtp = await fakeLmtp()
  const queueId = await holdAndRelease(postgresql, owner)
  await using first = await startWorker(postgresql, lmtp.listener.port)
  // Whoever notes a delivery takes this lock first.
  await owner.transaction(async (transaction) => {
    await lockKept(transaction, queueId)
    await eventually('the message in its mailbox', () => (lmtp.delivered.length === 1 ? true : null))
    await first.kill()
  })
  await endClaims(owner)
  await using _second = await startWorker(postgresql, lmtp.listener.port)
  await eventually('the end', () => settled(owner))
  expect(lmtp.delivered.map(({ recipient }) => recipient)).toEqual([claire, claire])
})
