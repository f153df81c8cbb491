// What the stages of incoming mail are told, in whichever process they run.

import type { InboundConfig } from '#core/config/gateway-config.ts'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import { policyOf } from './policy.ts'
import { onLoopback } from './process-config.ts'

const megabyte = 1_048_576
const daySeconds = 86_400

export const inboundOf = ({ spec, paths, ports }: Installation): InboundConfig => ({
  authservId: spec.mailHost,
  rspamd: onLoopback(ports.rspamd),
  clamd: onLoopback(ports.clamd),
  filteringTimeoutSeconds: spec.filtering.timeoutSeconds,
  lmtp: { ...onLoopback(ports.lmtp), timeoutSeconds: spec.limits.deliveryTimeoutSeconds },
  policy: policyOf(spec),
  trustedDomains: spec.filtering.trustedDomains,
  findingsKeyFile: secretFile(paths, 'findings-key'),
  srsKeyFile: secretFile(paths, 'srs-key'),
  fullMailboxGraceSeconds: spec.limits.fullMailboxGraceDays * daySeconds,
  heldMailboxBytes: spec.limits.heldMailboxMegabytes * megabyte,
  heldTotalBytes: spec.limits.heldTotalMegabytes * megabyte,
  watchedDirectories: [paths.spool, paths.mail, paths.data],
  freeDiskFloorBytes: spec.limits.freeDiskFloorMegabytes * megabyte,
})
