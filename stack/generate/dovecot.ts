// Dovecot 2.4: stores mail, serves IMAP, ManageSieve and LMTP. Its users come from the views of schema `dovecot`; the
// file names secrets, it never holds one.

import { join } from 'node:path'
import { databaseName } from '#db/names.ts'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import { authenticationSettings } from './dovecot/authentication.ts'
import { junkScript } from './dovecot/junk-script.ts'
import { learningFiles, learningSettings } from './dovecot/learning.ts'
import { listenerSettings } from './dovecot/listeners.ts'
import { mailSettings } from './dovecot/mail.ts'
import { quotaSettings } from './dovecot/quota.ts'
import { runScript } from './dovecot/run-script.ts'
import { languageModels, searchSettings } from './dovecot/search.ts'
import { sieveSettings } from './dovecot/sieve.ts'
import { type GeneratedFile, generatedMark } from './generated-file.ts'
import { block, comment, type DovecotNode, renderDovecot, setting } from './syntax/dovecot-syntax.ts'

export function generateDovecot(installation: Installation): readonly GeneratedFile[] {
  const version = installation.facts.dovecotVersion
  const nodes: readonly DovecotNode[] = [
    // The two versions must come first: Dovecot reads the rest by their rules.
    setting('dovecot_config_version', version),
    setting('dovecot_storage_version', version),
    ...processSettings(installation),
    ...listenerSettings(installation),
    ...databaseSettings(installation),
    ...authenticationSettings(installation),
    ...mailSettings(installation),
    ...quotaSettings(installation),
    ...searchSettings(installation),
    ...sieveSettings(installation),
    ...learningSettings(installation),
  ]
  return [
    { path: 'dovecot/dovecot.conf', content: `# ${generatedMark}\n${renderDovecot(nodes)}`, owner: 'root' },
    runScript,
    junkScript,
    languageModels,
    ...learningFiles(installation),
  ]
}

function processSettings({ spec, paths }: Installation): readonly DovecotNode[] {
  return [
    comment('Processes'),
    setting('instance_name', 'vaguemestre'),
    setting('base_dir', join(paths.run, 'dovecot')),
    setting('state_dir', join(paths.data, 'dovecot')),
    setting('log_path', '/dev/stderr'),
    setting('default_internal_user', 'dovecot'),
    setting('default_internal_group', 'dovecot'),
    setting('default_login_user', 'dovenull'),
    // Not the machine's own name, which nobody outside should read in a Received field.
    setting('hostname', spec.mailHost),
    setting('postmaster_address', `postmaster@${spec.mailHost}`),
  ]
}

function databaseSettings({ paths, ports }: Installation): readonly DovecotNode[] {
  return [
    comment('PostgreSQL, as a role that sees nothing but its views'),
    setting('sql_driver', 'pgsql'),
    block('pgsql', '127.0.0.1', [
      block('parameters', null, [
        setting('port', ports.postgresql),
        setting('user', 'vm_dovecot'),
        // libpq's own format: Dovecot does not read the content of a file into a parameter.
        setting('passfile', secretFile(paths, 'dovecot.pgpass')),
        setting('dbname', databaseName),
        setting('connect_timeout', 3),
      ]),
    ]),
  ]
}
