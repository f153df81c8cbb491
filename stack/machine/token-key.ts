// The key pair of the tokens that open a mailbox for a minute (identity/mailbox-token.ts). Made anew when its private half is
// removed: the tokens of that minute end then, and nothing else.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Paths } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import { tokenKeyFile } from '../spec/token-keys.ts'
import { type Ownership, writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

export async function makeTokenKey(paths: Paths): Promise<void> {
  const privateFile = secretFile(paths, 'mailbox-token-private.pem')
  const known = await readFile(privateFile, 'utf8').catch(() => null)
  const pem = known ?? newKey()
  const account = await accountOf('vaguemestre')
  if (known === null) await writeOwnedFile(privateFile, pem, { ...account, mode: 0o400 })
  const publicPem = String(createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' }))
  await mkdir(dirname(tokenKeyFile(paths)), { recursive: true, mode: 0o755 })
  await writeChanged(secretFile(paths, 'mailbox-token-public.pem'), publicPem, { ...account, mode: 0o400 })
  await writeChanged(tokenKeyFile(paths), publicPem, { uid: 0, gid: 0, mode: 0o444 })
}

async function writeChanged(path: string, content: string, ownership: Ownership): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => null)) !== content)
    await writeOwnedFile(path, content, ownership)
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}
