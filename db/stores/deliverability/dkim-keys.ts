// Keys that domains sign with. Private halves pass through here encrypted, and only towards whoever signs. The clock is the
// database's.

import { and, asc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import type { Domain } from '#core/address/email-address.ts'
import {
  type DkimAlgorithm,
  type DkimKey,
  type DkimSelector,
  dkimAlgorithms,
} from '#core/deliverability/dkim-key.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { dkimKey } from '../../schema/dkim-key.ts'
import { domain } from '../../schema/tenant.ts'

export interface EncryptedSigningKey {
  readonly domain: Domain
  readonly selector: DkimSelector
  readonly algorithm: DkimAlgorithm
  readonly encrypted: { readonly keyId: string; readonly octets: Buffer }
}

export interface NewDkimKey extends EncryptedSigningKey {
  readonly publicKey: string
}

type KeyName = Pick<DkimKey, 'domain' | 'selector'>

/** `beginning`: those that do not sign yet in each way, and whose keys, if there are any, were made within minutes. */
export type WhichDomains = 'all' | 'beginning'

export interface DkimKeyStore {
  /** For the gateway and the worker: what signs for `name` now. */
  active(name: Domain): Promise<readonly EncryptedSigningKey[]>
  /** For the worker: the domains, each with its keys from the oldest to the newest, or with none. */
  byDomain(which?: WhichDomains): Promise<ReadonlyMap<Domain, readonly DkimKey[]>>
  /**
   * Nothing is signed with it yet. Does nothing for a domain that is gone, or has one published of that algorithm already,
   * or one of that selector.
   */
  publish(key: NewDkimKey): Promise<void>
  /** In one transaction it takes over from the one of its algorithm that is active. Does nothing for one that is not published. */
  activate(key: KeyName): Promise<void>
  /** Its record may go. Does nothing for one that is not retired. */
  forget(key: KeyName): Promise<void>
  /** Private keys that are not encrypted under `keyId`. */
  encryptedOtherwise(keyId: string): Promise<readonly EncryptedSigningKey[]>
  /** Does nothing for one that was retired meanwhile. */
  encryptAnew(key: KeyName, encrypted: EncryptedSigningKey['encrypted']): Promise<void>
}

export function dkimKeyStore(database: Database): DkimKeyStore {
  const { drizzle } = database
  const named = (key: KeyName) => and(eq(dkimKey.domain, key.domain), eq(dkimKey.selector, key.selector))
  return {
    active: (name) =>
      redactQueryErrors(async () =>
        encryptedOf(
          await drizzle
            .select(encryptedColumns)
            .from(dkimKey)
            .where(and(eq(dkimKey.domain, name), eq(dkimKey.state, 'active')))
            .orderBy(asc(dkimKey.selector)),
        ),
      ),
    byDomain: (which = 'all') => redactQueryErrors(() => keysByDomain(database, which)),
    publish: (key) =>
      redactQueryErrors(async () => {
        await drizzle.execute(sql`
          insert into dkim_key (domain, selector, commune_id, algorithm, public_key, private_key, encrypted_under)
          select name, ${key.selector}, commune_id, ${key.algorithm}, ${key.publicKey}, ${key.encrypted.octets},
            ${key.encrypted.keyId}
          from ${domain} where name = ${key.domain}
          on conflict do nothing`)
      }),
    activate: (key) => redactQueryErrors(() => activate(database, key)),
    forget: (key) =>
      redactQueryErrors(async () => {
        await drizzle.delete(dkimKey).where(and(named(key), eq(dkimKey.state, 'retired')))
      }),
    encryptedOtherwise: (keyId) =>
      redactQueryErrors(async () =>
        encryptedOf(
          await drizzle
            .select(encryptedColumns)
            .from(dkimKey)
            .where(and(isNotNull(dkimKey.privateKey), ne(dkimKey.encryptedUnder, keyId))),
        ),
      ),
    encryptAnew: (key, { keyId, octets }) =>
      redactQueryErrors(async () => {
        await drizzle
          .update(dkimKey)
          .set({ privateKey: octets, encryptedUnder: keyId })
          .where(and(named(key), isNotNull(dkimKey.privateKey)))
      }),
  }
}

const encryptedColumns = {
  domain: dkimKey.domain,
  selector: dkimKey.selector,
  algorithm: dkimKey.algorithm,
  octets: dkimKey.privateKey,
  keyId: dkimKey.encryptedUnder,
}

interface EncryptedRow {
  readonly domain: string
  readonly selector: string
  readonly algorithm: DkimAlgorithm
  readonly octets: Buffer | null
  readonly keyId: string | null
}

const encryptedOf = (rows: readonly EncryptedRow[]): readonly EncryptedSigningKey[] =>
  rows.flatMap(({ octets, keyId, ...row }) =>
    octets === null || keyId === null
      ? []
      : [
          {
            domain: row.domain as Domain,
            selector: row.selector as DkimSelector,
            algorithm: row.algorithm,
            encrypted: { keyId, octets },
          },
        ],
  )

/** Somebody who has to publish a record by hand takes longer; each minute is often enough then. */
const isBeginning = sql`exists (
  select from unnest(array[${sql.join(
    dkimAlgorithms.map((each) => sql`${each}`),
    sql`, `,
  )}]) as algorithm
  where not exists (
    select from ${dkimKey} as its
    where its.domain = ${domain.name} and its.algorithm = algorithm
      and (its.state = 'active' or its.state = 'published' and its.published_at < now() - interval '10 minutes')))`

async function keysByDomain(
  { drizzle }: Database,
  which: WhichDomains,
): Promise<ReadonlyMap<Domain, readonly DkimKey[]>> {
  const rows = await drizzle
    .select({
      name: domain.name,
      selector: dkimKey.selector,
      algorithm: dkimKey.algorithm,
      state: dkimKey.state,
      publicKey: dkimKey.publicKey,
      publishedAt: dkimKey.publishedAt,
      activatedAt: dkimKey.activatedAt,
      retiredAt: dkimKey.retiredAt,
    })
    .from(domain)
    .leftJoin(dkimKey, eq(dkimKey.domain, domain.name))
    .where(which === 'all' ? undefined : isBeginning)
    .orderBy(asc(domain.name), asc(dkimKey.publishedAt), asc(dkimKey.selector))
  const found = new Map<Domain, DkimKey[]>()
  for (const { name, selector, algorithm, state, publicKey, publishedAt, ...dates } of rows) {
    const keys = found.get(name as Domain) ?? []
    found.set(name as Domain, keys)
    // The columns of no key at all.
    if (selector === null || algorithm === null || state === null) continue
    if (publicKey === null || publishedAt === null) continue
    const key = { selector: selector as DkimSelector, algorithm, state, publicKey, publishedAt }
    keys.push({ domain: name as Domain, ...key, ...dates })
  }
  return found
}

function activate(database: Database, { domain: of, selector }: KeyName): Promise<void> {
  return database.transaction(async (transaction) => {
    const waiting = await transaction
      .select({ algorithm: dkimKey.algorithm })
      .from(dkimKey)
      .where(and(eq(dkimKey.domain, of), eq(dkimKey.selector, selector), eq(dkimKey.state, 'published')))
      .for('update')
    const [next] = waiting
    if (next === undefined) return
    await transaction
      .update(dkimKey)
      .set({ state: 'retired', retiredAt: sql`now()`, privateKey: null, encryptedUnder: null })
      .where(and(eq(dkimKey.domain, of), eq(dkimKey.algorithm, next.algorithm), eq(dkimKey.state, 'active')))
    await transaction
      .update(dkimKey)
      .set({ state: 'active', activatedAt: sql`now()` })
      .where(and(eq(dkimKey.domain, of), eq(dkimKey.selector, selector)))
  })
}
