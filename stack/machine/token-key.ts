// The key pair of the tokens that open a mailbox for a minute (identity/mailbox-token.ts). Made anew when its private half is
// removed: the tokens of that minute end then, and nothing else.

import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Paths } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import { writeOwnedFile } from './owned-file.ts'
import { accountOf } from './users.ts'

export async function makeTokenKey(paths: Paths): Promise<void> {
  const privateFile = secretFile(paths, 'mailbox-token-private.pem')
  const known = await readFile(privateFile, 'utf8').catch(() => null)
  const pem = known ?? newKey()
  const account = await accountOf('vaguemestre')
  if (known === null) await writeOwnedFile(privateFile, pem, { ...account, mode: 0o400 })
  const publicFile = secretFile(paths, 'mailbox-token-public.pem')
  const publicPem = String(createPublicKey(createPrivateKey(pem)).export({ type: 'spki', format: 'pem' }))
  if ((await readFile(publicFile, 'utf8').catch(() => null)) !== publicPem)
    await writeOwnedFile(publicFile, publicPem, { ...account, mode: 0o400 })
}

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}
