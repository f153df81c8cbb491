// Makes the secrets of an installation once. What is there is never touched: a password that changes locks somebody out.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Paths } from '../spec/paths.ts'
import { type SecretFile, secretFile } from '../spec/secret-file.ts'
import { makeMailKey } from './mail-key.ts'
import { writeOwnedFile } from './owned-file.ts'
import { makeTokenKey } from './token-key.ts'
import { accountOf } from './users.ts'

const tokenBytes = 32

/** Each inner list shares one token and is made together, so that a half-made group is made again as a whole. */
export async function makeSecrets(paths: Paths, groups: readonly (readonly SecretFile[])[]): Promise<void> {
  for (const group of groups) {
    if (group.every(({ name }) => existsSync(secretFile(paths, name)))) continue
    const token = randomBytes(tokenBytes).toString('base64url')
    for (const file of group) await writeSecret(paths, file, file.content(token))
  }
  await makeMailKey(paths)
  await makeTokenKey(paths)
}

async function writeSecret(paths: Paths, { name, owner }: SecretFile, content: string): Promise<void> {
  const account = await accountOf(owner)
  await writeOwnedFile(secretFile(paths, name), content, { ...account, mode: 0o400 })
}
