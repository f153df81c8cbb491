// Every generated file of an installation.

import type { Installation } from '../installation.ts'
import { generateAdmin } from './admin.ts'
import { generateClamd } from './clamd.ts'
import { generateDovecot } from './dovecot.ts'
import { generateFreshclam } from './freshclam.ts'
import { generateGateway } from './gateway.ts'
import type { GeneratedFile } from './generated-file.ts'
import { generateKnot } from './knot.ts'
import { generatePostgresql } from './postgresql.ts'
import { generateRedis } from './redis.ts'
import { generateRspamd } from './rspamd.ts'
import { generateUnbound } from './unbound.ts'
import { generateWebmail } from './webmail.ts'
import { generateWorker } from './worker.ts'

/** Pure: the same installation gives the same bytes. */
export function generateAll(installation: Installation): readonly GeneratedFile[] {
  return [
    generatePostgresql,
    generateRedis,
    generateUnbound,
    generateKnot,
    generateClamd,
    generateFreshclam,
    generateRspamd,
    generateDovecot,
    generateGateway,
    generateWorker,
    generateAdmin,
    generateWebmail,
  ].flatMap((generate) => generate(installation))
}
