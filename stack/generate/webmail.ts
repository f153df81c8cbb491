// Configuration of the webmail process. It speaks HTTP on two loopback addresses, for the webmail and for the host that shows
// HTML messages; in production the web server that holds the certificates stands before both.

import { join } from 'node:path'
import type { WebmailConfig } from '#core/config/webmail-config.ts'
import type { Installation } from '../installation.ts'
import { listenAt, reachAt } from '../spec/listeners.ts'
import { contentOrigin, webmailOrigin } from '../spec/origins.ts'
import { secretFile } from '../spec/secret-file.ts'
import type { GeneratedFile } from './generated-file.ts'
import { policyOf } from './policy.ts'
import { configFile, databaseOf, mailServersOf, onLoopback } from './process-config.ts'

export function generateWebmail(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths, ports, facts } = installation
  const config: WebmailConfig = {
    database: databaseOf(installation, 'vm_webmail'),
    listener: listenAt(installation, 'webmail'),
    contentListener: listenAt(installation, 'content'),
    origin: webmailOrigin(installation),
    contentOrigin: contentOrigin(installation),
    behindProxy: spec.web !== undefined,
    passkeyDomain: spec.web?.passkeyDomain ?? null,
    identityKeyFile: secretFile(paths, 'identity-key'),
    mailboxTokenKeyFile: secretFile(paths, 'mailbox-token-private.pem'),
    findingsKeyFile: secretFile(paths, 'findings-key'),
    imap: reachAt(installation, 'imap'),
    managesieve: reachAt(installation, 'managesieve'),
    mailServers: mailServersOf(installation),
    department: spec.department.name,
    phone: spec.department.supportPhone ?? null,
    resolvers: [onLoopback(ports.unbound)],
    policy: policyOf(spec),
    clientFolder: join(facts.program, 'webmail/client/built'),
    logLevel: spec.log.level,
  }
  return [configFile('webmail', config)]
}
