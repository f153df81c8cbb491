// Brings the private keys that mail is signed with under a new key-encryption key, while gateways and workers run: they read
// the file again when they meet a key of it that they do not know.

import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { readSecret } from '#core/config/read-config.ts'
import type { DkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { type KeyEncryption, keyEncryption } from '#mail/signing/key-encryption.ts'
import { reEncryptKeys } from '#mail/signing/re-encrypt-keys.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'

export interface EncryptedAnew {
  /** How many were under another key. */
  readonly count: number
  readonly newestId: string
  /** Lines of the file that nothing in the database needs any more. */
  readonly olderKeys: number
}

const keyOctets = 32

type Store = Pick<DkimKeyStore, 'encryptedOtherwise' | 'encryptAnew'>

/**
 * `file` gets a new key on top, unless the one that is there has work left: an earlier call that was broken off, or a key that
 * somebody put there by hand, for several machines.
 */
export async function encryptAnew(file: string, store: Store): Promise<EncryptedAnew> {
  const read = (): KeyEncryption => keyEncryption(readSecret(file))
  const unfinished = await store.encryptedOtherwise(read().newestId)
  if (unfinished.length === 0) await putKeyOnTop(file)
  const encryption = read()
  let count = 0
  // A worker may just have made a pair under the key before.
  for (let done = -1; done !== 0; count += done) done = await reEncryptKeys(store, encryption)
  const lines = readSecret(file).reveal().trim().split(/\s+/)
  return { count, newestId: encryption.newestId, olderKeys: lines.length - 1 }
}

async function putKeyOnTop(file: string): Promise<void> {
  const { uid, gid, mode } = await stat(file)
  const key = randomBytes(keyOctets).toString('base64url')
  const content = `${key}\n${readSecret(file).reveal().trim()}\n`
  await writeOwnedFile(file, content, { uid, gid, mode: mode & 0o777 })
}
