// freshclam fetches virus signatures and tells clamd. Without a way out it keeps trying; clamd lives on what it has.

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import type { GeneratedFile } from './generated-file.ts'
import { type ClamdOption, clamdConf } from './syntax/clamd-conf.ts'

export function generateFreshclam({ spec, paths, facts }: Installation): readonly GeneratedFile[] {
  const { mirror } = spec.clamav
  const source: readonly ClamdOption[] =
    mirror === undefined
      ? [['DatabaseMirror', 'database.clamav.net']]
      : [
          ['PrivateMirror', mirror],
          ['ScriptedUpdates', false],
        ]
  const content = clamdConf([
    ['DatabaseDirectory', join(paths.data, 'clamav')],
    ['DatabaseOwner', 'clamav'],
    ['LogTime', true],
    ['LogSyslog', false],
    ['Foreground', true],
    ...source,
    // A day has so many checks; without official signatures the way out is looked for every half hour.
    ['Checks', facts.signatures === 'test' ? 48 : 12],
    ['MaxAttempts', 3],
    ['ConnectTimeout', 15],
    ['ReceiveTimeout', 300],
    ['NotifyClamd', join(paths.etc, 'clamd', 'clamd.conf')],
    ['TestDatabases', true],
  ])
  return [{ path: 'freshclam/freshclam.conf', content, owner: 'clamav' }]
}
