// rspamd and clamd as an installation runs them. For tests that run as root; see `rspamd.ts` for the time it takes.

import { join } from 'node:path'
import { attachmentSignatures } from '#stack/generate/attachment-signatures.ts'
import { generateClamd } from '#stack/generate/clamd.ts'
import { testSignatures } from '#stack/generate/test-signatures.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { accountOf } from '#stack/machine/users.ts'
import { clamdService } from '#stack/services/clamd.ts'
import type { RunningProcess } from '#stack/supervise/child-process.ts'
import { type RealRspamd, startRspamd } from './rspamd.ts'

export interface Filters extends Omit<RealRspamd, 'daemons'> {
  readonly clamd: RunningProcess
}

/** `change` adapts the installation before anything is written. */
export async function startFilters(change?: Parameters<typeof startRspamd>[0]): Promise<Filters> {
  const { daemons, ...real } = await startRspamd(change)
  const { installation } = real
  const clamd = clamdService(installation)
  await makeFolders(clamd.directories)
  const owner = await accountOf('clamav')
  for (const { name, content } of [...attachmentSignatures(installation.spec), ...testSignatures()])
    await writeOwnedFile(join(installation.paths.data, 'clamav', name), content, { ...owner, mode: 0o644 })
  return { ...real, clamd: await daemons.start(clamd, generateClamd(installation)) }
}
