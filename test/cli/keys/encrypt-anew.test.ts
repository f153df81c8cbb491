import { randomBytes } from 'node:crypto'
import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { encryptAnew } from '#cli/keys/encrypt-anew.ts'
import { systemClock as clock } from '#core/clock.ts'
import { readSecret } from '#core/config/read-config.ts'
import { type DkimAlgorithm, type DkimSelector, dkimAlgorithms } from '#core/deliverability/dkim-key.ts'
import { ChangeListener } from '#db/change-listener.ts'
import { type DkimKeyStore, dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { CachedSigningKeys } from '#mail/signing/cached-signing-keys.ts'
import { changingKeyEncryption, keyEncryption } from '#mail/signing/key-encryption.ts'
import { makeDkimKey } from '#mail/signing/make-dkim-key.ts'
import { dkimSignatures } from '#mail/signing/sign.ts'
import { domainName, saulieu } from '#test/support/database/commune.ts'
import { saulieuDatabase } from '#test/support/database/saulieu-database.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

const { owner, gateway, worker } = await saulieuDatabase()
const domain = domainName(saulieu)
const store = dkimKeyStore(owner)

const folder = await temporaryFolder()
const file = join(folder.path, 'key-encryption-key')
const opened = new AsyncDisposableStack()
afterAll(async () => {
  await opened.disposeAsync()
  await folder[Symbol.asyncDispose]()
})

const newKey = () => randomBytes(32).toString('base64url')
const linesNow = async () => (await readFile(file, 'utf8')).trim().split('\n')
/** What a process has that was started now. */
const encryptionNow = () => changingKeyEncryption(() => readSecret(file))

async function makePair(algorithm: DkimAlgorithm, encryption = encryptionNow()) {
  const selector = algorithm.slice(0, 1) as DkimSelector
  const keys = dkimKeyStore(worker)
  await keys.publish(await makeDkimKey({ domain, selector, algorithm }, encryption))
  await keys.activate({ domain, selector })
}

beforeEach(async () => {
  await owner.pool.query('delete from dkim_key')
  await writeFile(file, `${newKey()}\n`)
  await chmod(file, 0o400)
  for (const algorithm of dkimAlgorithms) await makePair(algorithm)
})

/** A gateway, which runs on. */
function signing() {
  const changes = opened.use(new ChangeListener(gateway))
  const keys = new CachedSigningKeys(dkimKeyStore(gateway), encryptionNow(), changes)
  const letter = Buffer.from(`From: mairie@${saulieu}\r\n\r\nBonjour\r\n`)
  return async () =>
    (await dkimSignatures(letter, domain, { keys, clock })).match(/^DKIM-Signature:/gm)?.length
}

test('keys under the only key → all under a new one, the older one still there; whoever runs signs on', async () => {
  const sign = signing()
  expect(await sign()).toBe(2)
  const [older] = await linesNow()
  expect(await encryptAnew(file, store)).toMatchObject({ count: 2, olderKeys: 1 })
  const [newest, ...rest] = await linesNow()
  expect(rest).toEqual([older])
  expect((await stat(file)).mode & 0o777).toBe(0o400)
  expect(await store.encryptedOtherwise(keyEncryption(readSecret(file)).newestId)).toEqual([])
  expect(await sign()).toBe(2)
  // Nothing needs the older line.
  await writeFile(file, `${newest}\n`)
  expect(await signing()()).toBe(2)
})

test('a worker that runs → its next pair is under the new key', async () => {
  const running = encryptionNow()
  await owner.pool.query('delete from dkim_key')
  await encryptAnew(file, store)
  await makePair('ed25519-sha256', running)
  const { newestId } = keyEncryption(readSecret(file))
  expect(await store.encryptedOtherwise(newestId)).toEqual([])
})

test('broken off in between → called again it ends its work, without a further key', async () => {
  let calls = 0
  const breaking: Pick<DkimKeyStore, 'encryptedOtherwise' | 'encryptAnew'> = {
    encryptedOtherwise: store.encryptedOtherwise,
    encryptAnew: (key, encrypted) => {
      calls += 1
      return calls === 1 ? store.encryptAnew(key, encrypted) : Promise.reject(new Error('killed'))
    },
  }
  await expect(encryptAnew(file, breaking)).rejects.toThrow('killed')
  expect(await signing()()).toBe(2)
  expect(await encryptAnew(file, store)).toMatchObject({ count: 1, olderKeys: 1 })
  expect(await signing()()).toBe(2)
})

test('a key that somebody put on top → that one is taken', async () => {
  const mine = newKey()
  await writeFile(file, `${mine}\n${(await linesNow()).join('\n')}\n`)
  expect(await encryptAnew(file, store)).toMatchObject({ count: 2, olderKeys: 1 })
  expect((await linesNow())[0]).toBe(mine)
})

test('the key that something is encrypted with is gone → said, and nothing lost', async () => {
  const lines = await linesNow()
  await writeFile(file, `${newKey()}\n`)
  await expect(encryptAnew(file, store)).rejects.toThrow(/key-encryption key [0-9a-f]{8} is not here/)
  await writeFile(file, `${lines.join('\n')}\n`)
  expect(await signing()()).toBe(2)
})
