// What the supervisor starts for Dovecot. When the master ends, by SIGTERM too, its children go on serving every client
// that is still connected. This shell is the head of their process group: it passes signals on, and once the master is
// gone it ends the others, then itself; so nothing of Dovecot outlives its supervisor.

import { type GeneratedFile, generatedMark } from '../generated-file.ts'

export const runScript: GeneratedFile = {
  path: 'dovecot/run',
  content: `#!/bin/sh
# ${generatedMark}
trap 'kill -TERM "$master" 2>/dev/null' TERM
trap 'kill -HUP "$master" 2>/dev/null' HUP
/usr/sbin/dovecot -F -c "$1" &
master=$!
while kill -0 "$master" 2>/dev/null; do wait "$master"; done
trap '' TERM
kill -TERM 0
sleep 1
kill -KILL 0
`,
  owner: 'root',
  executable: true,
}
