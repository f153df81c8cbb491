import { createPrivateKey, createPublicKey } from 'node:crypto'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeMailKey } from '#stack/machine/mail-key.ts'
import { pathsFor } from '#stack/spec/paths.ts'
import { temporaryFolder } from '#test/support/stack/temporary-folder.ts'

async function installation() {
  const folder = await temporaryFolder()
  const paths = pathsFor(folder.path)
  await mkdir(paths.secrets)
  await mkdir(paths.mail)
  const file = (name: string) => join(paths.secrets, `mail-crypt-${name}.pem`)
  return { folder, paths, privateFile: file('private'), publicFile: file('public') }
}

test('a new installation → a pair that fits, readable by vmail alone; a second call changes nothing', async () => {
  const { folder, paths, privateFile, publicFile } = await installation()
  await makeMailKey(paths)
  const [secret, shown] = [await readFile(privateFile, 'utf8'), await readFile(publicFile, 'utf8')]
  await makeMailKey(paths)
  expect(await readFile(privateFile, 'utf8')).toBe(secret)
  expect(createPublicKey(createPrivateKey(secret)).export({ type: 'spki', format: 'pem' })).toBe(shown)
  expect((await stat(privateFile)).mode & 0o777).toBe(0o400)
  await folder[Symbol.asyncDispose]()
})

test('the public key is lost → made again from the private one, which stays', async () => {
  const { folder, paths, privateFile, publicFile } = await installation()
  await makeMailKey(paths)
  const [secret, shown] = [await readFile(privateFile, 'utf8'), await readFile(publicFile, 'utf8')]
  await rm(publicFile)
  await makeMailKey(paths)
  expect([await readFile(privateFile, 'utf8'), await readFile(publicFile, 'utf8')]).toEqual([secret, shown])
  await folder[Symbol.asyncDispose]()
})

test('the private key is lost and there is mail → refused, with what to do', async () => {
  const { folder, paths, privateFile, publicFile } = await installation()
  await mkdir(join(paths.mail, 'commune'))
  await expect(makeMailKey(paths)).rejects.toThrow(/Restore it from the backup of secrets/)
  await expect(stat(privateFile)).rejects.toThrow()
  await expect(stat(publicFile)).rejects.toThrow()
  await folder[Symbol.asyncDispose]()
})
