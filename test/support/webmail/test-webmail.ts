// The webmail on a Dovecot of its own, as the process runs it, and browsers that sign in to it.

import { join } from 'node:path'
import type { CommuneId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import { Secret } from '#core/secret.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { apiBase } from '#webmail/api/app.ts'
import type { LiveBounds } from '#webmail/api/live/live-mail.ts'
import { startWebmail } from '#webmail/api/webmail.ts'
import { address, type TestCommune } from '../database/commune.ts'
import { freePort, type TestDatabase } from '../database/postgresql.ts'
import { answerAuthPolicy } from '../dovecot/auth-policy.ts'
import { startDovecot, type TestDovecot } from '../dovecot/dovecot.ts'
import { testPolicy } from '../gateway/test-policy.ts'

export interface SaulieuOnDatabase {
  readonly postgresql: TestDatabase
  readonly owner: Database
  /** Its person owns `personal` and manages `mairie`. */
  readonly made: TestCommune
}

export interface TestWebmail extends SaulieuOnDatabase, AsyncDisposable {
  readonly dovecot: TestDovecot
  readonly origin: string
  readonly contentOrigin: string
  /** The person of Saulieu, who manages it, with a session that went through a second factor unless said otherwise. */
  signIn(factor?: 'password'): Promise<WebmailBrowser>
  signInAs(person: string, factor?: 'password'): Promise<WebmailBrowser>
  /** `name=value` of a session of the same person, or of another one, for what no browser here asks. */
  cookie(person?: string): Promise<string>
  /** Somebody without any box. */
  outsider(commune?: CommuneId): Promise<WebmailBrowser>
  readonly stranger: WebmailBrowser
  /** What the process logged at warn and above. */
  readonly complaints: readonly unknown[]
}

export interface WebmailBrowser {
  readonly person: string
  /** `name` as the contract has it: `GET /boxes`; the path already filled in. */
  ask(name: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** The same, of a body that is a file. */
  askWith(name: string, octets: Uint8Array): Promise<Response>
}

export interface TestWebmailOptions {
  readonly start?: (...given: Parameters<typeof startWebmail>) => Promise<AsyncDisposable>
  readonly live?: Partial<LiveBounds>
  readonly imapPort?: (dovecot: TestDovecot) => number
  readonly managesievePort?: (dovecot: TestDovecot) => number
}

/** Of every person that is made here. */
export const webmailPassword = 'Morvan-2026-vert-sapin'
/** Signs what the gateway would say above a message. */
export const findingsKey = new Secret('a key for findings in this test only')

/** `start`: otherwise than in this process; `imapPort` and `managesievePort`: through something that stands before Dovecot. */
export async function startTestWebmail(
  { postgresql, owner, made }: SaulieuOnDatabase,
  { start = startWebmail, imapPort, managesievePort, live = {} }: TestWebmailOptions = {},
): Promise<TestWebmail> {
  await using opened = new AsyncDisposableStack()
  const dovecot = opened.use(await startDovecot(postgresql, 'no-probe'))
  const { ports } = dovecot.installation
  opened.use(await answerAuthPolicy(ports.hooks))
  await owner.pool.query('update mailbox set provisioned_at = now(), quota_bytes = 200000000')
  const hosting = hostingStore(owner)
  await hosting.grant({ commune: made.commune, mailbox: made.mairie, person: made.person, role: 'manage' })
  await hosting.putPasswordHash(made.person, await hashPassword(new Secret(webmailPassword)))
  const [port, contentPort] = [await freePort(), await freePort()]
  const [origin, contentOrigin] = [`http://localhost:${port}`, `http://127.0.0.1:${contentPort}`]
  const complaints: unknown[] = []
  const complain = (event: unknown) => void complaints.push(event)
  opened.use(
    await start(
      {
        database: {
          ...{ host: '127.0.0.1', port: postgresql.port, name: postgresql.name, role: 'vm_webmail' },
          ...{ passwordFile: '', maxConnections: 6 },
        },
        listener: { host: '127.0.0.1', port },
        contentListener: { host: '127.0.0.1', port: contentPort },
        ...{ origin, contentOrigin, behindProxy: false },
        passkeyDomain: null,
        ...{ identityKeyFile: '', mailboxTokenKeyFile: '', findingsKeyFile: '' },
        imap: { host: '127.0.0.1', port: imapPort?.(dovecot) ?? ports.imap },
        managesieve: { host: '127.0.0.1', port: managesievePort?.(dovecot) ?? ports.managesieve },
        mailServers: { host: 'mail.cotedor.test', imapsPort: 993, submissionsPort: 465 },
        ...{ department: 'Côte-d’Or', phone: '03 53 01 00 00' },
        resolvers: [{ host: '127.0.0.1', port: ports.unbound }],
        policy: testPolicy,
        clientFolder: join(import.meta.dirname, '../../../webmail/client/built'),
        logLevel: 'info',
      },
      {
        database: postgresql.passwords.vm_webmail,
        identity: new Secret('a key for sessions in this test only'),
        mailboxToken: dovecot.tokenKey,
        findings: findingsKey,
      },
      { info: () => undefined, warn: complain, error: complain },
      live,
    ),
  )
  const cookieOf = async (person: string, factor: string): Promise<string> => {
    const { rows } = await owner.pool.query('select email from person where id = $1', [person])
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email: rows[0].email, password: webmailPassword }),
    })
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
    await owner.pool.query('update session set factor = $1 where person_id = $2', [factor, person])
    return answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
  }
  const signInAs = async (person: string, factor = 'two-factor'): Promise<WebmailBrowser> => ({
    person,
    ...asker(origin, { cookie: await cookieOf(person, factor) }),
  })
  let others = 0
  const rest = opened.move()
  return {
    ...{ postgresql, owner, made, dovecot, origin, contentOrigin, complaints },
    cookie: (person = made.person) => cookieOf(person, 'two-factor'),
    signIn: (factor) => signInAs(made.person, factor),
    signInAs,
    async outsider(commune = made.commune) {
      const email: EmailAddress = address(`outsider-${++others}@mairie-saulieu.test`)
      const who = { commune, tenantKind: 'commune', role: 'member', name: 'Outsider', email } as const
      const person = await hosting.putPerson(who)
      await hosting.putPasswordHash(person, await hashPassword(new Secret(webmailPassword)))
      return await signInAs(person)
    },
    stranger: { person: '', ...asker(origin, {}) },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}

function asker(
  origin: string,
  own: Readonly<Record<string, string>>,
): Pick<WebmailBrowser, 'ask' | 'askWith'> {
  const send = (name: string, rest: Pick<RequestInit, 'headers' | 'body'>): Promise<Response> => {
    const [method = '', path = ''] = name.split(' ')
    return fetch(`${origin}${apiBase}${path}`, { method, redirect: 'manual', ...rest })
  }
  return {
    ask: (name, body, headers = {}) =>
      send(name, {
        headers: {
          ...own,
          ...(name.startsWith('GET ') ? {} : { origin }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    askWith: (name, octets) =>
      send(name, {
        headers: { ...own, origin, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(octets),
      }),
  }
}
