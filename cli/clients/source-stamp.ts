// What a browser client is built from, as one hash: another hash means that it must be built anew.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export const clientNames = ['admin', 'webmail'] as const
export type ClientName = (typeof clientNames)[number]

/** A client's own, and what it shares with its server. */
const parts: Readonly<Record<ClientName, readonly string[]>> = {
  admin: ['admin/client', 'admin/contract'],
  webmail: ['webmail/client', 'webmail/contract', 'webmail/search', 'webmail/place'],
}
/** How it is built is part of it. */
const shared = ['ui', 'core/contract.ts', 'http/contract', 'cli/clients', 'package-lock.json'] as const

/** SHA-256 over the names and contents of all sources; notes (`*.md`) and what was built do not count. */
export async function sourceStamp(checkout: string, client: ClientName): Promise<string> {
  const hash = createHash('sha256')
  for (const part of [...parts[client], ...shared]) {
    for (const file of await filesOf(checkout, part)) {
      hash
        .update(`${file}\0`)
        .update(await readFile(join(checkout, file)))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

async function filesOf(checkout: string, part: string): Promise<readonly string[]> {
  if (/\.\w+$/.test(part)) return [part]
  const entries = await readdir(join(checkout, part), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(checkout.length + 1))
    .filter((file) => !file.startsWith(`${part}/built/`))
    .sort()
}
