// Configuration of the admin process. It speaks HTTP on the loopback address; in production the web server that holds the
// certificate of `web.adminHost` stands before it.

import { join } from 'node:path'
import type { AdminConfig } from '#core/config/admin-config.ts'
import type { Installation } from '../installation.ts'
import { listenAt } from '../spec/listeners.ts'
import { adminOrigin, webmailOrigin } from '../spec/origins.ts'
import { statusFile } from '../spec/paths.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { GeneratedFile } from './generated-file.ts'
import { policyOf } from './policy.ts'
import { configFile, databaseOf, mailServersOf, onLoopback } from './process-config.ts'

export function generateAdmin(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports, facts } = installation
  const config: AdminConfig = {
    database: databaseOf(installation, 'vm_admin'),
    listener: listenAt(installation, 'admin'),
    origin: adminOrigin(installation),
    webmailOrigin: webmailOrigin(installation),
    behindProxy: spec.web !== undefined,
    passkeyDomain: spec.web?.passkeyDomain ?? null,
    identityKeyFile: secretFile(paths, 'identity-key'),
    firstAdministratorFile: secretFile(paths, 'first-administrator'),
    department: spec.department.name,
    findingsKeyFile: secretFile(paths, 'findings-key'),
    heldLinksKeyFile: secretFile(paths, 'held-links-key'),
    heldDays: spec.retention.heldDays,
    policy: policyOf(spec),
    mailServers: mailServersOf(installation),
    spfTerms: spec.delivery.spfTerms,
    networkLists: spec.filtering.networkLists,
    resolvers: [onLoopback(ports.unbound)],
    statusFile: statusFile(paths),
    letterhead: {
      phone: spec.department.supportPhone ?? null,
      address: spec.department.address ?? null,
    },
    proposedEnding: spec.demo ? 'test' : 'fr',
    clientFolder: join(facts.program, 'admin/client/built'),
    logLevel: spec.log.level,
  }
  return [configFile('admin', config)]
}
