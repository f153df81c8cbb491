// Makes the secrets of an installation once. What is there is never changed: a password that changes locks somebody out. Its
// reader may be another one than in the version before.

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
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
    if (group.every(({ name }) => existsSync(secretFile(paths, name)))) {
      for (const file of group) await giveToReader(paths, file)
      continue
    }
    const token = randomBytes(tokenBytes).toString('base64url')
    for (const file of group) await writeSecret(paths, file, file.content(token))
  }
  await makeMailKey(paths)
  await makeTokenKey(paths)
}

async function giveToReader(paths: Paths, file: SecretFile): Promise<void> {
  const path = secretFile(paths, file.name)
  const { uid } = await accountOf(file.owner)
  if ((await stat(path)).uid !== uid) await writeSecret(paths, file, await readFile(path, 'utf8'))
}

async function writeSecret(paths: Paths, { name, owner }: SecretFile, content: string): Promise<void> {
  const account = await accountOf(owner)
  await writeOwnedFile(secretFile(paths, name), content, { ...account, mode: 0o400 })
}
