// What somebody moves into or out of Junk in any IMAP client goes to the worker, which teaches the filter. The Sieve
// scripts run after the move is done, and the program they pipe to gives up soon: a move never fails for a lesson.

import { join } from 'node:path'
import type { Installation } from '../../installation.ts'
import type { Paths } from '../../spec/paths.ts'
import { secretFile } from '../../spec/secret-file.ts'
import { type GeneratedFile, generatedMark } from '../generated-file.ts'
import { block, comment, type DovecotNode, setting, switchedOn } from '../syntax/dovecot-syntax.ts'

const programs = 'dovecot/pipe'
const scripts = 'dovecot/imapsieve'

export function learningSettings({ paths }: Installation): readonly DovecotNode[] {
  return [
    comment('Learning from what is moved'),
    // Only where mail is moved: a delivery would load and unload them for each message.
    block('protocol', 'imap', [
      switchedOn('mail_plugins', ['imap_sieve']),
      switchedOn('sieve_plugins', ['sieve_imapsieve', 'sieve_extprograms']),
      // For our own scripts alone: no script of a person may run a program.
      switchedOn('sieve_global_extensions', ['vnd.dovecot.pipe', 'vnd.dovecot.environment']),
      setting('sieve_pipe_bin_dir', join(paths.etc, programs)),
    ]),
    block('mailbox', 'Junk', [learnScript(paths, 'spam')]),
    block('imapsieve_from', 'Junk', [learnScript(paths, 'ham')]),
  ]
}

const learnScript = ({ etc, data }: Paths, kind: 'spam' | 'ham'): DovecotNode =>
  block('sieve_script', `learn-${kind}`, [
    setting('type', 'before'),
    setting('cause', 'copy'),
    setting('driver', 'file'),
    setting('path', join(etc, scripts, `learn-${kind}.sieve`)),
    setting('bin_path', join(data, 'dovecot/sieve')),
  ])

export const learningFiles = (installation: Installation): readonly GeneratedFile[] => [
  script('spam'),
  script('ham'),
  pipeProgram(installation),
]

/**
 * Folders of mail programs that make a trash or a junk folder of their own, by the names they give them. Whoever moves something
 * from Junk into one of these says nothing good about it.
 */
const discarding = [
  ...['Trash', 'Corbeille', 'Bin', 'Deleted', 'Deleted Items', 'Deleted Messages', 'Deleted mail'],
  ...['Éléments supprimés', 'Messages supprimés', 'Courrier supprimé'],
  ...['Junk', 'Junk E-mail', 'Junk Email', 'Spam', 'Bulk Mail', 'Pourriel', 'Pourriels'],
  ...['Indésirables', 'Courrier indésirable', 'Courriers indésirables', 'Courrier pourriel'],
]

/** Wherever it lies, and with everything below it; letters of ASCII in capitals or not. */
const noLesson = `if environment :matches "imap.mailbox" "*" {
  set "place" "/\${1}/";
}
if string :matches "\${place}" [
${discarding.map((name) => `  "*/${name}/*"`).join(',\n')}
] {
  stop;
}
`

const script = (kind: 'spam' | 'ham'): GeneratedFile => ({
  path: `${scripts}/learn-${kind}.sieve`,
  content: `# ${generatedMark}
require ["vnd.dovecot.pipe", "copy", "imapsieve", "environment", "variables"];

${kind === 'ham' ? noLesson : ''}if environment :matches "imap.user" "*" {
  set "user" "\${1}";
}
pipe :copy "learn" ["${kind}", "\${user}"];
`,
  owner: 'vmail',
})

const giveUpSeconds = 2

const pipeProgram = ({ paths, ports }: Installation): GeneratedFile => ({
  path: `${programs}/learn`,
  content: `#!/bin/sh
# ${generatedMark}
exec /usr/bin/curl -q --silent --show-error --fail --output /dev/null --max-time ${giveUpSeconds} --noproxy '*' \\
  --config ${secretFile(paths, 'learning-token.curl')} --header 'content-type: message/rfc822' --data-binary @- \\
  --url-query "class=$1" --url-query "user=$2" http://127.0.0.1:${ports.hooks}/learn
`,
  owner: 'vmail',
  executable: true,
})
