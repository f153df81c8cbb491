// Makes the secrets of an installation once. What is there is never touched: a password that changes locks somebody out.

import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SecretFile, secretFiles } from '../generate/secret-files.ts'
import type { Paths } from '../spec/paths.ts'
import { writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

const tokenBytes = 32

/** Files that share a token are made together, so that a half-made group is made again as a whole. */
export async function makeSecrets(paths: Paths): Promise<void> {
  for (const group of secretFiles) {
    if (group.every(({ name }) => existsSync(join(paths.secrets, name)))) continue
    const token = randomBytes(tokenBytes).toString('base64url')
    for (const file of group) await writeSecret(paths, file, file.content(token))
  }
  await makeMailKey(paths)
}

async function writeSecret(
  paths: Paths,
  { name, owner }: Pick<SecretFile, 'owner'> & { name: string },
  content: string,
) {
  const account = await accountOf(owner)
  await writeOwnedFile(join(paths.secrets, name), content, { ...account, mode: 0o400 })
}

/** The key pair of mail_crypt: whoever loses it has lost the mail, so both files belong in the backup of secrets. */
async function makeMailKey(paths: Paths): Promise<void> {
  if (existsSync(join(paths.secrets, 'mail-crypt-public.pem'))) return
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const pem = {
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    public: publicKey.export({ type: 'spki', format: 'pem' }),
  }
  await writeSecret(paths, { name: 'mail-crypt-private.pem', owner: 'vmail' }, String(pem.private))
  await writeSecret(paths, { name: 'mail-crypt-public.pem', owner: 'vmail' }, String(pem.public))
}
