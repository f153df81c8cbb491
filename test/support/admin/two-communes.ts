// The admin API with a second commune beside Saulieu, and people who sign in to look at either.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { hostingStore } from '#db/stores/communes/hosting.ts'
import { address, domainName } from '../database/commune.ts'
import { type Browser, startTestAdmin, type TestAdmin } from './admin.ts'

export interface TwoCommunes extends AsyncDisposable {
  readonly admin: TestAdmin
  readonly owner: Database
  readonly semur: {
    readonly commune: CommuneId
    readonly mairie: MailboxId
    readonly person: string
    readonly personal: MailboxId
  }
  readonly administrator: Browser
  readonly auditor: Browser
  /** Of Saulieu. */
  readonly manager: Browser
  /** Of Semur. */
  readonly stranger: Browser
  /** The last rows of the log, the newest first. */
  logged(most: number): Promise<readonly Logged[]>
}

export interface Logged {
  readonly action: string
  readonly entity: string
  readonly actor: string
  readonly before: unknown
  readonly after: unknown
}

export const semurDomain = 'mairie-semur.test'

export async function startTwoCommunes(): Promise<TwoCommunes> {
  await using opened = new AsyncDisposableStack()
  const admin = opened.use(await startTestAdmin())
  const owner = opened.use(admin.postgresql.open('vm_owner'))
  const hosting = hostingStore(owner)
  const commune = await hosting.putCommune({
    departmentId: admin.saulieu.departmentId,
    name: 'Semur-en-Auxois',
    inseeCode: '21603',
    siren: null,
    population: 4300,
  })
  await hosting.putDomain(commune, domainName(semurDomain))
  const person = await hosting.putPerson({
    commune,
    tenantKind: 'commune',
    role: 'member',
    name: 'Paul Estienne',
    email: address(`paul.estienne@${semurDomain}`),
  })
  const quotaBytes = 2_000_000
  const mailbox = { commune, quotaBytes }
  const mairie = await hosting.putMailbox({
    ...mailbox,
    address: address(`mairie@${semurDomain}`),
    owner: null,
  })
  const personal = await hosting.putMailbox({
    ...mailbox,
    address: address(`paul.estienne@${semurDomain}`),
    owner: person,
  })
  const browsers = {
    administrator: await admin.signIn({ role: 'administrator' }),
    auditor: await admin.signIn({ role: 'auditor' }),
    manager: await admin.signIn({ role: 'manager' }),
    stranger: await admin.signIn({ role: 'manager', commune }),
  }
  const rest = opened.move()
  return {
    admin,
    owner,
    semur: { commune, mairie, person, personal },
    ...browsers,
    logged: async (most) => {
      const { rows } = await owner.pool.query<Logged>(
        'select action, entity, actor, before, after from audit order by id desc limit $1',
        [most],
      )
      return rows
    },
    [Symbol.asyncDispose]: () => rest.disposeAsync(),
  }
}

/** Status and body of an answer; the body is whatever the test goes on to compare. */
// biome-ignore lint/suspicious/noExplicitAny: a test compares it, field by field
export async function answered(answer: Promise<Response>): Promise<{ status: number; body: any }> {
  const got = await answer
  const text = await got.text()
  return { status: got.status, body: text === '' ? null : JSON.parse(text) }
}
