// How our own processes run: the pinned Node on the sources, as `vaguemestre`. Two settings keep them small; their
// figures are in docs/performance.md.

import { join } from 'node:path'
import type { ProcessName, ServiceName } from '#core/service-names.ts'
import type { Installation } from '../installation.ts'
import type { Readiness, Service } from '../supervise/service.ts'

interface NodeProcess {
  readonly name: ProcessName
  readonly main: string
  readonly needs: readonly ServiceName[]
  readonly bindsLowPort: boolean
  readonly directories: Service['directories']
  readonly probe: () => Promise<Readiness>
}

/** Left alone, Node lets the young generation grow by the memory of the machine, to a hundred megabytes a process. */
const youngGeneration = '--max-semi-space-size=8'

/**
 * What a stop waits for messages under way. Dovecot answers within milliseconds; while it is slow a delivery may take
 * minutes, and no stop waits for that. What is cut off was never answered for: the sender, or the worker once its claim
 * has run out, tries again. It arrives twice only if Dovecot had it whole and filed it after the cut.
 */
const stopSeconds = 15

export function nodeProcess({ facts, paths }: Installation, process: NodeProcess): Service {
  const { name, main } = process
  // With what was stripped of its types and compiled before, a start needs neither the compiler nor its memory.
  const compiled = join(paths.data, 'compiled', name)
  return {
    name,
    command: [
      join(facts.program, 'node_modules/.bin/node'),
      youngGeneration,
      join(facts.program, main),
      join(paths.etc, name, `${name}.json`),
    ],
    user: 'vaguemestre',
    bindsLowPort: process.bindsLowPort,
    environment: { NODE_ENV: 'production', NODE_COMPILE_CACHE: compiled },
    needs: process.needs,
    directories: [...process.directories, { path: compiled, owner: 'vaguemestre', mode: 0o700 }],
    check: null,
    stopSignal: 'SIGTERM',
    stopSeconds,
    startSeconds: 30,
    reloadSignal: null,
    probe: process.probe,
  }
}
