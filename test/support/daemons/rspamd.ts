// rspamd as an installation runs it, with its Redis and a name server that knows nothing. For tests that run as root. A
// first start on a machine compiles rspamd's patterns: allow for the time of that.

import { generateRedis } from '#stack/generate/redis.ts'
import { generateRspamd } from '#stack/generate/rspamd.ts'
import type { Installation } from '#stack/installation.ts'
import { redisService } from '#stack/services/redis.ts'
import { rspamdService } from '#stack/services/rspamd.ts'
import type { RunningProcess } from '#stack/supervise/child-process.ts'
import { type FakeDns, fakeDns } from '../world/fake-dns.ts'
import { layDaemons, type TestDaemons } from './daemons.ts'

export interface RealRspamd extends AsyncDisposable {
  readonly installation: Installation
  /** To start others beside it. */
  readonly daemons: TestDaemons
  readonly rspamd: RunningProcess
  readonly dns: FakeDns
}

/** `change` adapts the installation before anything is written, `generate` what is written for rspamd. */
export async function startRspamd(
  change = (installation: Installation) => installation,
  generate = generateRspamd,
): Promise<RealRspamd> {
  const dns = await fakeDns()
  const daemons = await layDaemons({}, (made) =>
    change({ ...made, ports: { ...made.ports, unbound: dns.port } }),
  )
  const { installation } = daemons
  await daemons.start(redisService(installation), generateRedis(installation))
  return {
    installation,
    daemons,
    dns,
    rspamd: await daemons.start(rspamdService(installation), generate(installation)),
    [Symbol.asyncDispose]: async () => {
      await daemons[Symbol.asyncDispose]()
      await dns[Symbol.asyncDispose]()
    },
  }
}
