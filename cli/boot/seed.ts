// What an installation starts with: the département, the mailbox that the probes log in to, and in a demonstration the
// communes. Idempotent: a second start finds everything as it was.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readSecret } from '#core/config/read-config.ts'
import { provisioningStore } from '#db/stores/provisioning.ts'
import type { Installation } from '#stack/installation.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { demoAccounts, demoAccountsFile } from '../overview.ts'
import { Fault } from '../terminal.ts'
import { seedDepartment } from './seed-department.ts'

const megabyte = 1_048_576
/** Longest wait for the worker to make the mailboxes of a first start. */
const provisioningSeconds = 60

/** Needs PostgreSQL at this version of the schema. */
export async function seed(installation: Installation): Promise<void> {
  await using database = openAsOwner(installation)
  const { spec, paths } = installation
  const quotaBytes = spec.limits.defaultQuotaMegabytes * megabyte
  const { departmentId } = await seedDepartment(database, {
    department: spec.department,
    mailHost: spec.mailHost,
    probePassword: readSecret(join(paths.secrets, 'probe-password')),
    quotaBytes,
  })
  if (!spec.demo) return
  const file = demoAccountsFile(installation)
  const known = demoAccounts.parse(JSON.parse(await readFile(file, 'utf8').catch(() => '[]')))
  const accounts = await seedDemo(database, { departmentId, known, quotaBytes })
  await writeOwnedFile(file, `${JSON.stringify(accounts, null, 2)}\n`, { uid: 0, gid: 0, mode: 0o600 })
}

/** Resolves when every mailbox exists in Dovecot; a first start has a few to make. */
export async function waitForMailboxes(
  installation: Installation,
  progress: (line: string) => void,
): Promise<void> {
  await using database = openAsOwner(installation)
  const provisioning = provisioningStore(database)
  for (let tenths = 0; tenths < provisioningSeconds * 10; tenths += 1) {
    const missing = await provisioning.countUnprovisioned()
    if (missing === 0) return
    if (tenths === 0) progress(`  making ${missing} mailboxes`)
    await wait(100)
  }
  throw new Fault('some mailboxes were not made; see "vaguemestre logs worker"')
}
