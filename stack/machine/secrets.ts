// Makes the secrets of an installation once. What is there is never touched: a password that changes locks somebody out.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type SecretFile, secretFiles } from '../generate/secret-files.ts'
import type { Paths } from '../spec/paths.ts'
import { makeMailKey } from './mail-key.ts'
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

async function writeSecret(paths: Paths, { name, owner }: SecretFile, content: string): Promise<void> {
  const account = await accountOf(owner)
  await writeOwnedFile(join(paths.secrets, name), content, { ...account, mode: 0o400 })
}
