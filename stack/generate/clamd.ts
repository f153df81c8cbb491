// clamd scans what the gateway streams to it. Every limit is above what the gateway takes as one message; an archive that
// unpacks to more is reported as `Heuristics.Limits.Exceeded.…`, not called clean. Of a file in a ZIP that is longer
// than MaxFileSize it reads as much and says nothing: signatures of ours find it (attachment-signatures.ts).

import { join } from 'node:path'
import { markCategory } from '#daemons/clamd/mark-signatures.ts'
import type { Installation } from '../installation.ts'
import type { GeneratedFile } from './generated-file.ts'
import { scanLimits, unpackedAtOnce } from './scan-limits.ts'
import { clamdConf } from './syntax/clamd-conf.ts'

export function generateClamd({ spec, paths, ports }: Installation): readonly GeneratedFile[] {
  const megabytes = scanLimits(spec.smtp)
  const content = clamdConf([
    ['Foreground', true],
    ['LogTime', true],
    ['LogSyslog', false],
    ['DatabaseDirectory', join(paths.data, 'clamav')],
    // The bundled test signatures and a département's own are not official ones.
    ['OfficialDatabaseOnly', false],
    ['TCPAddr', '127.0.0.1'],
    ['TCPSocket', ports.clamd],
    // Mail is unpacked here: in memory, never on the state's volume.
    ['TemporaryDirectory', join(paths.run, 'clamd')],
    ['LeaveTemporaryFiles', false],
    // More than a gateway has scans at once.
    ['MaxThreads', 10],
    ['MaxQueue', 100],
    // Before it loads new signatures clamd waits until its threads have gone, and whoever wants a scan waits with it.
    ['IdleTimeout', 1],
    // Longer than the gateway keeps a session that asks nothing.
    ['ReadTimeout', 60],
    ['SelfCheck', 600],
    // A second copy of the signatures in memory costs more than the pause of a reload.
    ['ConcurrentDatabaseReload', false],
    ['ExitOnOOM', true],
    ['StreamMaxLength', `${megabytes.stream}M`],
    ['MaxFileSize', String((megabytes.file << 20) + unpackedAtOnce)],
    ['MaxScanSize', `${megabytes.scan}M`],
    ['MaxFiles', 10_000],
    ['MaxRecursion', 17],
    // A third of what the gateway waits: a bomb of a few kilobytes takes all of it, and clamd's word of it must come in time.
    ['MaxScanTime', Math.ceil((spec.filtering.timeoutSeconds * 1000) / 3)],
    ['AlertExceedsMax', true],
    // Names that only look like a bank's are a matter of score, not of refusal.
    ['PhishingScanURLs', false],
    // Our own marks for kinds of files, and nobody else's opinion of what is unwanted.
    ['DetectPUA', true],
    ['IncludePUA', markCategory],
    ['AlertEncryptedArchive', true],
    // An encrypted PDF is what banks send; its content is the reader's risk as that of any PDF.
    ['AlertEncryptedDoc', false],
    ['AlertOLE2Macros', true],
  ])
  return [{ path: 'clamd/clamd.conf', content, owner: 'clamav' }]
}
