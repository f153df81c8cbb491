// The addresses and passwords of a demonstration. Kept in a file only root reads; shown because this is one.

import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import type { Paths } from '#stack/spec/paths.ts'
import { secretFile } from '#stack/spec/secret-file.ts'

const demoAccount = z.strictObject({
  address: z.string(),
  password: z.string(),
  role: z.enum(['member', 'manager']),
})

/** An address and a password that open IMAP. */
export type DemoAccount = Readonly<z.infer<typeof demoAccount>>

const fileOf = (paths: Paths): string => secretFile(paths, 'demo-accounts.json')

/** None before the first start, and for whoever may not read the file. */
export async function readDemoAccounts(paths: Paths): Promise<readonly DemoAccount[]> {
  const text = await readFile(fileOf(paths), 'utf8').catch(() => '[]')
  return z.array(demoAccount).parse(JSON.parse(text))
}

export function writeDemoAccounts(paths: Paths, accounts: readonly DemoAccount[]): Promise<void> {
  const text = `${JSON.stringify(accounts, null, 2)}\n`
  return writeOwnedFile(fileOf(paths), text, { uid: 0, gid: 0, mode: 0o600 })
}
