// rspamd and clamd as an installation runs them, with Redis and a name server that knows nothing. For tests that run as
// root. A first start on a machine compiles rspamd's patterns: allow for the time of that.

import { join } from 'node:path'
import { attachmentSignatures } from '#stack/generate/attachment-signatures.ts'
import { generateClamd } from '#stack/generate/clamd.ts'
import { generateRedis } from '#stack/generate/redis.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import { testSignatures } from '#stack/generate/test-signatures.ts'
import type { Installation } from '#stack/installation.ts'
import { makeFolders } from '#stack/machine/folders.ts'
import { writeOwnedFile } from '#stack/machine/owned-file.ts'
import { accountOf } from '#stack/machine/users.ts'
import { clamdService } from '#stack/services/clamd.ts'
import { redisService } from '#stack/services/redis.ts'
import { rspamdService } from '#stack/services/rspamd.ts'
import type { RunningProcess } from '#stack/supervise/child-process.ts'
import { layDaemons } from './daemons.ts'
import { type FakeDns, fakeDns } from './fake-dns.ts'

export interface Filters extends AsyncDisposable {
  readonly installation: Installation
  readonly rspamd: RunningProcess
  readonly clamd: RunningProcess
  readonly dns: FakeDns
}

export async function startFilters(): Promise<Filters> {
  const dns = await fakeDns()
  const daemons = await layDaemons({}, (made) => ({ ...made, ports: { ...made.ports, unbound: dns.port } }))
  const { installation } = daemons
  const clamd = clamdService(installation)
  await makeFolders(clamd.directories)
  const owner = await accountOf('clamav')
  for (const { name, content } of [...attachmentSignatures(), ...testSignatures()])
    await writeOwnedFile(join(installation.paths.data, 'clamav', name), content, { ...owner, mode: 0o644 })
  await daemons.start(redisService(installation), generateRedis(installation))
  return {
    installation,
    dns,
    rspamd: await daemons.start(rspamdService(installation), generateRspamd(installation)),
    clamd: await daemons.start(clamd, generateClamd(installation)),
    [Symbol.asyncDispose]: async () => {
      await daemons[Symbol.asyncDispose]()
      await dns[Symbol.asyncDispose]()
    },
  }
}
