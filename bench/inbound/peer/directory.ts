// Where the Postfix of the peer finds its recipients. Live: what our gateway asks PostgreSQL, by the same tables, each look-up
// in one statement over connections that proxymap shares. Or a copy of the demonstration's addresses in memory.

import { execFile } from 'node:child_process'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Context } from '#cli/context.ts'
import { readSecret } from '#core/config/read-config.ts'
import { databaseName } from '#db/names.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import type { Account } from '../open-inbox.ts'

export type PeerDirectory = 'database' | 'table'

/** Lines of main.cf by name. */
export type DirectoryLines = Readonly<Record<`peer_${string}`, string>>

/** Suspended mailboxes take nothing; aliases, lists, forwards and other names of a domain lead on (pgsql_table(5)). */
const queries = {
  domains: `SELECT 'here' FROM domain WHERE name = '%s'`,
  recipients: `SELECT 'here' FROM mailbox m JOIN commune c ON c.id = m.commune_id
    WHERE m.address = '%s' AND m.suspended_at IS NULL AND c.suspended_at IS NULL`,
  aliases: `SELECT t.target FROM alias a JOIN alias_target t ON t.alias_id = a.id WHERE a.address = '%s'
    UNION ALL SELECT t.target FROM list l JOIN list_member t ON t.list_id = l.id WHERE l.address = '%s'
    UNION ALL SELECT t.target FROM mailbox m JOIN forward t ON t.mailbox_id = m.id WHERE m.address = '%s'
    UNION ALL SELECT '%u@' || alias_of FROM domain WHERE name = '%d' AND alias_of IS NOT NULL`,
} as const

/** Writes what the look-ups need into `folder`, readable by Postfix alone. */
export async function placeLiveDirectory({ paths, ports }: Context, folder: string): Promise<DirectoryLines> {
  const password = readSecret(secretFile(paths, 'database-vm_gateway'))
  const access = [
    `hosts = inet:127.0.0.1:${ports.postgresql}`,
    'user = vm_gateway',
    `password = ${password.reveal()}`,
    `dbname = ${databaseName}`,
  ].join('\n')
  for (const [name, query] of Object.entries(queries)) {
    const file = join(folder, `${name}.cf`)
    await writeFile(file, `${access}\nquery = ${query.replaceAll(/\s+/g, ' ')}\n`, { mode: 0o600 })
    await chmod(file, 0o400)
    await promisify(execFile)('chown', ['postfix:postfix', file])
  }
  const table = (name: keyof typeof queries): string => `proxy:pgsql:${join(folder, `${name}.cf`)}`
  return {
    peer_domains: table('domains'),
    peer_recipients: table('recipients'),
    peer_aliases: table('aliases'),
    peer_override: '',
  }
}

export async function placeTables(accounts: readonly Account[], folder: string): Promise<DirectoryLines> {
  const addresses = accounts.map(({ address }) => address)
  const domains = new Set(addresses.map((address) => address.slice(address.indexOf('@') + 1)))
  const tableOf = (keys: Iterable<string>): string => [...keys].map((key) => `${key} here\n`).join('')
  await writeFile(join(folder, 'recipients'), tableOf(addresses))
  await writeFile(join(folder, 'domains'), tableOf(domains))
  return {
    peer_domains: `texthash:${join(folder, 'domains')}`,
    peer_recipients: `texthash:${join(folder, 'recipients')}`,
    peer_aliases: '',
    peer_override: 'no_address_mappings',
  }
}
