// The key pair of mail_crypt. Whoever loses the private key has lost the mail, so it is made once, on an empty mail
// folder, and never again.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import type { Paths } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import { writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

/**
 * Makes the pair on a new installation, and the public key again where only that is missing. Throws where the private
 * key is missing and mail may have been encrypted with it: a new one would hide that loss.
 */
export async function makeMailKey(paths: Paths): Promise<void> {
  const privateFile = secretFile(paths, 'mail-crypt-private.pem')
  const publicFile = secretFile(paths, 'mail-crypt-public.pem')
  const [privatePem, publicPem] = await Promise.all([privateFile, publicFile].map(contentOf))
  if (typeof privatePem === 'string') {
    if (publicPem === null) await write(publicFile, publicKeyOf(privatePem))
    return
  }
  const mail = await readdir(paths.mail).catch(() => [])
  if (publicPem !== null || mail.length > 0) {
    throw new Error(
      `${privateFile} is missing, and the mail in ${paths.mail} was encrypted with it. Restore it from the backup of secrets.`,
    )
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const made = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await write(privateFile, made)
  await write(publicFile, publicKeyOf(made))
}

const contentOf = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null)

const publicKeyOf = (pem: string): string =>
  String(createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' }))

async function write(file: string, pem: string): Promise<void> {
  await writeOwnedFile(file, pem, { ...(await accountOf('vmail')), mode: 0o400 })
}
