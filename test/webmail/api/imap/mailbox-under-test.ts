// A mailbox of Saulieu on a real Dovecot, opened as the webmail opens it, for the tests of one file.

import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach } from 'vitest'
import type { EmailAddress } from '#core/address/email-address.ts'
import { systemClock } from '#core/clock.ts'
import type { Result } from '#core/result.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { mairie, type TestCommune } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { answerAuthPolicy } from '#test/support/dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '#test/support/dovecot/dovecot.ts'
import { Connections, type ConnectionsOptions, type Visit } from '#webmail/api/imap/connections.ts'

const run = promisify(execFile)

export interface TestMessage {
  readonly subject?: string
  readonly from?: string
  readonly to?: string
  readonly id?: string
  readonly references?: string
  readonly date?: Date
  readonly flags?: readonly string[]
  readonly body?: string
  /** Whole lines, each ending in CRLF. */
  readonly fields?: string
}

export interface MailboxUnderTest {
  readonly dovecot: TestDovecot
  readonly connections: Connections
  readonly visit: Visit
  readonly owner: Database
  readonly made: TestCommune
  options(more?: Partial<ConnectionsOptions>): ConnectionsOptions
  /** Its uid. */
  append(folder: string, message: TestMessage): Promise<number>
  doveadm(...args: readonly string[]): Promise<string>
}

/** Called once, at the top of a file. */
export async function mailboxUnderTest({
  mailbox = mairie,
  quotaBytes = 200_000_000,
}: {
  readonly mailbox?: EmailAddress
  readonly quotaBytes?: number
} = {}): Promise<MailboxUnderTest> {
  const opened = new AsyncDisposableStack()
  const { postgresql, owner, made } = await saulieuDatabase()
  afterAll(() => opened.disposeAsync())
  await owner.pool.query('update mailbox set quota_bytes = $1', [quotaBytes])
  const dovecot = opened.use(await startDovecot(postgresql, 'no-probe'))
  opened.use(await answerAuthPolicy(dovecot.installation.ports.hooks))
  // A NO of Dovecot gives no reason: its log does.
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') process.stderr.write(await dovecot.log())
  })
  const { host, port } = { host: '127.0.0.1', port: dovecot.installation.ports.imap }
  const options = (more: Partial<ConnectionsOptions> = {}): ConnectionsOptions => ({
    ...{ host, port, tls: null, tokenKey: dovecot.tokenKey, clock: systemClock },
    ...more,
  })
  const connections = opened.use(new Connections(options()))
  const visit: Visit = { person: made.person, mailbox, client: '192.0.2.7' }
  return {
    ...{ dovecot, connections, visit, owner, made, options },
    async append(folder, message) {
      const made = await connections.change(visit, async (client) => {
        const { flags = [], date } = message
        const appended = await client.append(folder, sourceOf(message), [...flags], date)
        if (appended === false || appended.uid === undefined) throw new Error('not appended')
        return { ok: true, value: appended.uid }
      })
      return certainly(made)
    },
    async doveadm(...args) {
      const configuration = join(dovecot.installation.paths.etc, 'dovecot/dovecot.conf')
      return (await run('doveadm', ['-c', configuration, ...args])).stdout
    },
  }
}

export function sourceOf(message: TestMessage): string {
  const { subject = 'Conseil', from = 'Marie Durand <marie@ailleurs.test>', to = mairie } = message
  const {
    id,
    references,
    fields = 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n',
  } = message
  const lines = [
    `From: ${from}\r\nTo: ${to}\r\nSubject: ${subject}\r\n`,
    id === undefined ? '' : `Message-ID: <${id}>\r\n`,
    references === undefined ? '' : `References: ${references}\r\n`,
    message.date === undefined ? '' : `Date: ${message.date.toUTCString()}\r\n`,
  ]
  return `${lines.join('')}${fields}\r\n${message.body ?? 'Bonjour'}\r\n`
}

export function certainly<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Signs tokens that nobody believes. */
export function otherKey(): Secret {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return new Secret(String(privateKey.export({ type: 'pkcs8', format: 'pem' })))
}
