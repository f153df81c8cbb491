// The admin API on a database of its own, as the process runs it, and browsers that sign in to it.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Admin, startAdmin } from '#admin/api/admin.ts'
import { apiBase } from '#admin/api/app.ts'
import type { CommuneId } from '#core/address/directory.ts'
import type { Role } from '#core/contract.ts'
import { Secret } from '#core/secret.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { hashPassword } from '#identity/password-hash.ts'
import { address, makeSaulieu, type TestCommune } from '../database/commune.ts'
import { freePort, startDatabase, type TestDatabase } from '../database/postgresql.ts'
import { testPolicy } from '../gateway/test-policy.ts'
import { type FakeDns, fakeDns } from '../world/fake-dns.ts'

export interface TestAdmin extends AsyncDisposable {
  readonly postgresql: TestDatabase
  readonly saulieu: TestCommune
  readonly origin: string
  /** A person of that role, with a session that went through a second factor unless said otherwise. */
  signIn(who: Visitor): Promise<Browser>
  /** A person with `visitorPassword` who has not signed in. */
  person(who: Visitor): Promise<{ readonly person: string; readonly email: string }>
  /** Besides Saulieu. */
  anotherCommune(): Promise<CommuneId>
  /** Nobody's. */
  readonly stranger: Browser
  /** What its resolver says; nothing at first. */
  readonly dns: FakeDns
  /** Where the orchestrator would say how everything is. */
  readonly statusFile: string
  /** What the process logged at warn and above. */
  readonly complaints: readonly unknown[]
}

export interface Visitor {
  readonly role: Role
  /** Saulieu for commune roles, the département for the others, unless given. */
  readonly commune?: CommuneId
  readonly factor?: 'password' | 'two-factor'
  readonly email?: string
  /** Null for somebody who has none yet. */
  readonly password?: null
}

export interface Browser {
  readonly person: string
  readonly email: string
  /** `name` as the contract has it: `GET /communes`; the path already filled in. */
  ask(
    name: string,
    given?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Response>
}

/** What the code of the first administrator is made of. */
export const firstAdministratorSecret = 'a secret of this test only'
/** Signs what was found in messages here. */
export const findingsKey = new Secret('a key for findings in this test only')

/** Signs links of the daily letter here. */
export const heldLinksKey = new Secret('a key for links in this test only')

export const visitorPassword = 'Morvan-2026-vert-sapin'
let hashed: Promise<string> | null = null

export async function startTestAdmin(): Promise<TestAdmin> {
  const opened = new AsyncDisposableStack()
  const postgresql = opened.use(await startDatabase())
  const owner = opened.use(postgresql.open('vm_owner'))
  const saulieu = await makeSaulieu(owner)
  const folder = await mkdtemp(join(tmpdir(), 'vm-admin-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const dns = opened.use(await fakeDns())
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const complaints: unknown[] = []
  const complain = (event: unknown) => void complaints.push(event)
  const admin: Admin = await startAdmin(
    {
      database: {
        host: '127.0.0.1',
        port: postgresql.port,
        name: postgresql.name,
        role: 'vm_admin',
        passwordFile: '',
        maxConnections: 6,
      },
      listener: { host: '127.0.0.1', port },
      origin,
      webmailOrigin: 'https://mail.cotedor.test',
      behindProxy: false,
      passkeyDomain: null,
      identityKeyFile: '',
      firstAdministratorFile: '',
      department: 'Côte-d’Or',
      findingsKeyFile: '',
      heldLinksKeyFile: '',
      heldDays: 30,
      policy: testPolicy,
      spfTerms: [],
      networkLists: true,
      mailServers: { host: 'mail.cotedor.test', imapsPort: 993, submissionsPort: 465 },
      resolvers: [{ host: dns.host, port: dns.port }],
      statusFile: join(folder, 'status.json'),
      letterhead: {
        phone: '03 53 01 00 00',
        address: { street: '1 rue de la Poste', postcode: '21000', city: 'Dijon' },
      },
      proposedEnding: 'fr',
      clientFolder: join(import.meta.dirname, '../../../admin/client/built'),
      logLevel: 'info',
    },
    {
      database: postgresql.passwords.vm_admin,
      identity: new Secret('a key for sessions in this test only'),
      firstAdministrator: new Secret(firstAdministratorSecret),
      heldLinks: heldLinksKey,
      findings: findingsKey,
    },
    { info: () => undefined, warn: complain, error: complain },
  )
  opened.use(admin)
  const hosting = hostingStore(owner)
  const inDepartment = (role: Role) => role === 'administrator' || role === 'support' || role === 'auditor'
  let visitors = 0

  const makePerson: TestAdmin['person'] = async ({ role, commune, email, password }) => {
    const name = email ?? `${role}-${++visitors}@visitor.test`
    const person = await hosting.putPerson({
      commune: commune ?? (inDepartment(role) ? saulieu.department : saulieu.commune),
      tenantKind: inDepartment(role) ? 'department' : 'commune',
      role,
      name: `${role} ${visitors}`,
      email: address(name),
    })
    if (password === null) return { person, email: name }
    hashed ??= hashPassword(new Secret(visitorPassword))
    await hosting.putPasswordHash(person, await hashed)
    return { person, email: name }
  }

  const signIn = async ({ factor = 'two-factor', ...visitor }: Visitor): Promise<Browser> => {
    const { person, email } = await makePerson(visitor)
    const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ email, password: visitorPassword }),
    })
    if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
    await owner.pool.query('update session set factor = $1 where person_id = $2', [factor, person])
    const cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    return { person, email, ask: asker(origin, { cookie }) }
  }
  return {
    postgresql,
    saulieu,
    origin,
    signIn,
    person: makePerson,
    anotherCommune: () =>
      hosting.putCommune({
        departmentId: saulieu.departmentId,
        name: 'Semur-en-Auxois',
        inseeCode: '21603',
        siren: null,
        population: 4300,
      }),
    dns,
    stranger: { person: '', email: '', ask: asker(origin, {}) },
    statusFile: join(folder, 'status.json'),
    complaints,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

const asker =
  (origin: string, own: Readonly<Record<string, string>>): Browser['ask'] =>
  (name, { body, headers } = {}) => {
    const [method = '', path = ''] = name.split(' ')
    return fetch(`${origin}${apiBase}${path}`, {
      method,
      headers: {
        ...own,
        ...(method === 'GET' ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    })
  }
