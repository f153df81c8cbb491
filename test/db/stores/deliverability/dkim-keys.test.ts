import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Domain } from '#core/address/email-address.ts'
import type { DkimAlgorithm, DkimSelector } from '#core/deliverability/dkim-key.ts'
import { Secret } from '#core/secret.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { CachedSigningKeys } from '#mail/signing/cached-signing-keys.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { makeDkimKey } from '#mail/signing/make-dkim-key.ts'
import { reEncryptKeys } from '#mail/signing/re-encrypt-keys.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { eventually } from '#test/support/stack/eventually.ts'

const { postgresql, owner, gateway, worker } = await saulieuDatabase()

const domain = domainName(saulieu)
const secret = randomBytes(32).toString('base64url')
const encryption = keyEncryption(new Secret(secret))
const store = dkimKeyStore(worker)

const publish = async (selector: string, algorithm: DkimAlgorithm = 'ed25519-sha256', of: Domain = domain) =>
  store.publish(await makeDkimKey({ domain: of, selector: selector as DkimSelector, algorithm }, encryption))

const activate = (selector: string) => store.activate({ domain, selector: selector as DkimSelector })

const statesNow = async () =>
  Object.fromEntries(
    ((await store.byDomain()).get(domain) ?? []).map(({ selector, state }) => [selector, state]),
  )

const emptied = () => owner.pool.query('delete from dkim_key')

test('published, activated, replaced, forgotten → each state in turn, and one signs at any time', async () => {
  await emptied()
  await publish('a')
  expect(await statesNow()).toEqual({ a: 'published' })
  expect(await store.active(domain)).toEqual([])
  await activate('a')
  await publish('b')
  expect(await statesNow()).toEqual({ a: 'active', b: 'published' })
  await activate('b')
  expect(await statesNow()).toEqual({ a: 'retired', b: 'active' })
  await store.forget({ domain, selector: 'b' as DkimSelector })
  await store.forget({ domain, selector: 'a' as DkimSelector })
  expect(await statesNow()).toEqual({ b: 'active' })
})

test('a second one published → not taken; a retired one activated → nothing happens', async () => {
  await emptied()
  await publish('a')
  await publish('b')
  await activate('a')
  await publish('c')
  await activate('c')
  await activate('a')
  expect(await statesNow()).toEqual({ a: 'retired', c: 'active' })
})

test('a domain that is gone → nothing is published; one without keys → known all the same', async () => {
  await emptied()
  await publish('a', 'ed25519-sha256', domainName('nowhere.test'))
  const known = await store.byDomain()
  expect(known.get(domain)).toEqual([])
  expect(known.has(domainName('nowhere.test'))).toBe(false)
})

const valid = {
  domain: `'${saulieu}'`,
  selector: `'x'`,
  commune_id: `(select commune_id from domain where name = '${saulieu}')`,
  algorithm: `'ed25519-sha256'`,
  state: `'published'`,
  public_key: `repeat('A', 43) || '='`,
  private_key: `'x'::bytea`,
  encrypted_under: `'0123abcd'`,
  activated_at: 'null',
  retired_at: 'null',
}
const insert = (changed: Partial<typeof valid>) => {
  const row = { ...valid, ...changed }
  return owner.pool.query(`insert into dkim_key (${Object.keys(row)}) values (${Object.values(row)})`)
}

const wrong: readonly (readonly [string, Partial<typeof valid>, RegExp])[] = [
  ['active without a date', { state: `'active'` }, /dkim_key_state/],
  ['published with the date of its activation', { activated_at: 'now()' }, /dkim_key_state/],
  [
    'retired with its private key',
    { state: `'retired'`, activated_at: 'now()', retired_at: 'now()' },
    /dkim_key_state/,
  ],
  ['published without its private key', { private_key: 'null', encrypted_under: 'null' }, /dkim_key_state/],
  ['of another state', { state: `'revoked'` }, /dkim_key_state/],
  ['a private key under nobody knows what', { encrypted_under: 'null' }, /dkim_key_encrypted_under/],
  [
    'activated before it was published',
    { state: `'active'`, activated_at: `now() - interval '1 day'` },
    /dkim_key_order/,
  ],
  ['a selector with a dot', { selector: `'a.b'` }, /dkim_key_selector/],
  ['a public key of another algorithm', { algorithm: `'rsa-sha256'` }, /dkim_key_public_key/],
  ['an unknown algorithm', { algorithm: `'rsa-sha1'` }, /dkim_key_public_key/],
  [
    'another commune',
    { commune_id: `(select id from commune where kind = 'department')` },
    /dkim_key_domain/,
  ],
]

test.each(wrong)('%s → refused', async (_what, changed, constraint) => {
  await emptied()
  await expect(insert(changed)).rejects.toThrow(constraint)
})

test.each(['active', 'published'])('two %s of one algorithm → refused', async (state) => {
  await emptied()
  const row = { state: `'${state}'`, ...(state === 'active' ? { activated_at: 'now()' } : {}) }
  await insert({ selector: `'one'`, ...row })
  await expect(insert({ selector: `'two'`, ...row })).rejects.toThrow(`dkim_key_one_${state}`)
})

test('two workers activate at once → one active at the end', async () => {
  await emptied()
  await publish('a')
  await activate('a')
  await publish('b')
  await Promise.all([activate('b'), activate('b'), activate('b')])
  expect(await statesNow()).toEqual({ a: 'retired', b: 'active' })
})

test('the domain deleted → its keys are gone', async () => {
  await emptied()
  await owner.pool.query(
    `insert into domain (name, commune_id) select 'short.test', commune_id from domain where name = $1`,
    [saulieu],
  )
  await publish('a', 'ed25519-sha256', domainName('short.test'))
  await owner.pool.query(`delete from domain where name = 'short.test'`)
  expect((await owner.pool.query('select from dkim_key')).rowCount).toBe(0)
})

const letter = Buffer.from(`From: mairie@${saulieu}\r\nSubject: x\r\n\r\nBonjour\r\n`)
const clock = { now: () => Date.now() }

test('the gateway signs → with the keys that are active, and with others as soon as they take over', async () => {
  await emptied()
  await using changes = new ChangeListener(gateway)
  const keys = new CachedSigningKeys(dkimKeyStore(gateway), encryption, changes)
  const selectors = async () =>
    [...(await dkimSignatures(letter, domain, { keys, clock })).matchAll(/ s=(\w+);/g)].map(
      ([, name]) => name,
    )
  expect(await selectors()).toEqual([])
  await publish('e1')
  await publish('r1', 'rsa-sha256')
  await activate('e1')
  await activate('r1')
  await eventually('both active keys', async () => ((await selectors()).join() === 'e1,r1' ? true : null))
  await publish('e2')
  await activate('e2')
  await eventually('the key that took over', async () =>
    (await selectors()).join() === 'e2,r1' ? true : null,
  )
})

test('a domain asked for again while changes are heard of → the database is asked once', async () => {
  await using changes = new ChangeListener(gateway)
  let asked = 0
  const counting = {
    active: () => {
      asked += 1
      return Promise.resolve([])
    },
  }
  const keys = new CachedSigningKeys(counting, encryption, changes)
  await keys.activeOf(domain)
  await eventually('the listener', () => (changes.listening ? true : null))
  asked = 0
  await keys.activeOf(domain)
  await keys.activeOf(domain)
  expect(asked).toBeLessThanOrEqual(1)
})

test('a key under a key-encryption key that is gone → rejects instead of leaving unsigned', async () => {
  await emptied()
  await publish('a')
  await activate('a')
  await using changes = new ChangeListener(gateway)
  const other = keyEncryption(new Secret(randomBytes(32).toString('base64url')))
  const keys = new CachedSigningKeys(dkimKeyStore(gateway), other, changes)
  await expect(dkimSignatures(letter, domain, { keys, clock })).rejects.toThrow('is not here')
})

test('the key-encryption key replaced → all are encrypted anew, and the old one is no longer needed', async () => {
  await emptied()
  await publish('a')
  await activate('a')
  await publish('b')
  const newer = randomBytes(32).toString('base64url')
  expect(await reEncryptKeys(store, keyEncryption(new Secret(`${newer}\n${secret}`)))).toBe(2)
  const alone = keyEncryption(new Secret(newer))
  expect(await reEncryptKeys(store, alone)).toBe(0)
  const [active] = await store.active(domain)
  expect(active && alone.decrypt(active.encrypted, active)).toBeInstanceOf(Buffer)
})

test('the database down → rejects without a word of the key', async () => {
  await using closed = postgresql.open('vm_worker', 1)
  const key = await makeDkimKey(
    { domain, selector: 'z' as DkimSelector, algorithm: 'ed25519-sha256' },
    encryption,
  )
  const error = await dkimKeyStore(closed)
    .publish(key)
    .catch((reason: unknown) => reason)
  expect(String(error)).toMatch(/ECONNREFUSED/)
  expect(String(error)).not.toContain(key.publicKey)
})
