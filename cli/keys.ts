// `keys encrypt-anew`: the private keys that mail is signed with, under a new key-encryption key.

import { parseArgs } from 'node:util'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { contextOptions, openExisting } from './context.ts'
import { encryptAnew } from './keys/encrypt-anew.ts'
import { openAsOwner } from './open-as-owner.ts'
import { Fault, print } from './terminal.ts'

export async function keys(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: contextOptions,
  })
  if (positionals.length !== 1 || positionals[0] !== 'encrypt-anew')
    throw new Fault('usage: keys encrypt-anew')
  const context = await openExisting(values)
  await using database = openAsOwner(context)
  const file = secretFile(context.paths, 'key-encryption-key')
  const { count, newestId, olderKeys } = await encryptAnew(file, dkimKeyStore(database)).catch(asFault)
  print(`${count} private keys encrypted anew; all are under the key ${newestId} now.`)
  print(
    `${file} holds ${olderKeys} older ${olderKeys === 1 ? 'key' : 'keys'}, for backups of the database from before. Take those lines away when no such backup is left.`,
  )
  return 0
}

/** The database does not answer, or the file lacks a key that something is encrypted with; said by the message. */
function asFault(error: unknown): never {
  const cause = error instanceof Error ? error.message : String(error)
  throw new Fault(`not all is encrypted anew: ${cause}. Call it again when that is mended.`)
}
