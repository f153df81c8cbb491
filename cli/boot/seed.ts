// What an installation starts with: the département, the mailbox that the probes log in to, and in a demonstration the
// communes. Idempotent: a second start finds everything as it was.

import { readSecret } from '#core/config/read-config.ts'
import { provisioningStore } from '#db/stores/mailboxes/provisioning.ts'
import type { Installation } from '#stack/installation.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { readDemoAccounts, writeDemoAccounts } from '../demo/accounts.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { pollUntil } from '../poll-until.ts'
import { Fault } from '../terminal.ts'
import { seedDepartment } from './seed-department.ts'

const megabyte = 1_000_000
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
    probePassword: readSecret(secretFile(paths, 'probe-password')),
    quotaBytes,
  })
  if (!spec.demo) return
  const known = await readDemoAccounts(paths)
  await writeDemoAccounts(paths, await seedDemo(database, { departmentId, known, quotaBytes }))
}

/** Resolves when every mailbox exists in Dovecot; a first start has a few to make. */
export async function waitForMailboxes(
  installation: Installation,
  progress: (line: string) => void,
): Promise<void> {
  await using database = openAsOwner(installation)
  const provisioning = provisioningStore(database)
  const missing = await provisioning.countUnprovisioned()
  if (missing > 0) progress(`  making ${missing} mailboxes`)
  const made = await pollUntil(provisioningSeconds, async () =>
    (await provisioning.countUnprovisioned()) === 0 ? true : null,
  )
  if (made === null) throw new Fault('some mailboxes were not made; see "vaguemestre logs worker"')
}
