// Brings every private key under the newest key-encryption key, so that the one before it may be removed.

import type { DkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import type { KeyEncryption } from './key-encryption.ts'

/** How many there were. May be broken off and called again. */
export async function reEncryptKeys(
  store: Pick<DkimKeyStore, 'encryptedOtherwise' | 'encryptAnew'>,
  encryption: KeyEncryption,
): Promise<number> {
  const found = await store.encryptedOtherwise(encryption.newestId)
  for (const key of found) {
    const privateKey = encryption.decrypt(key.encrypted, key)
    await store.encryptAnew(key, encryption.encrypt(privateKey, key))
    privateKey.fill(0)
  }
  return found.length
}
