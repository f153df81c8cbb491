// Every service of an installation.

import type { Installation } from '../installation.ts'
import type { Service } from '../supervise/service.ts'
import { adminService } from './admin.ts'
import { clamdService } from './clamd.ts'
import { dovecotService } from './dovecot.ts'
import { freshclamService } from './freshclam.ts'
import { gatewayService } from './gateway.ts'
import { knotService } from './knot.ts'
import { postgresqlService } from './postgresql.ts'
import { redisService } from './redis.ts'
import { rspamdService } from './rspamd.ts'
import { unboundService } from './unbound.ts'
import { webmailService } from './webmail.ts'
import { workerService } from './worker.ts'

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
    adminService,
    webmailService,
  ].map((define) => define(installation))
}
