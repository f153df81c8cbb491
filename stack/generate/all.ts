// Every generated file and every service of an installation.

import type { Installation } from '../installation.ts'
import { clamdService } from '../services/clamd.ts'
import { dovecotService } from '../services/dovecot.ts'
import { freshclamService } from '../services/freshclam.ts'
import { gatewayService } from '../services/gateway.ts'
import { knotService } from '../services/knot.ts'
import { postgresqlService } from '../services/postgresql.ts'
import { redisService } from '../services/redis.ts'
import { rspamdService } from '../services/rspamd.ts'
import { unboundService } from '../services/unbound.ts'
import { workerService } from '../services/worker.ts'
import type { Service } from '../supervise/service.ts'
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
  ].flatMap((generate) => generate(installation))
}

/** In the order of their needs: a service comes after all it needs. */
export function allServices(installation: Installation): readonly Service[] {
  return [
    postgresqlService,
    redisService,
    knotService,
    unboundService,
    clamdService,
    freshclamService,
    rspamdService,
    dovecotService,
    workerService,
    gatewayService,
  ].map((define) => define(installation))
}
