// How our own processes run: the pinned Node on the sources, as `vaguemestre`. A few settings keep them small; their
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
  /** Where it is not `stopSeconds`. */
  readonly stopSeconds?: number
}

/** Left alone, Node lets the young generation grow by the memory of the machine, to a hundred megabytes a process. */
const youngGeneration = '--max-semi-space-size=8'

/**
 * Left alone, V8 lets a heap double before it looks for garbage, buffers not counted, of which it lets 64 MB gather. It looks once
 * both together are four tenths larger than what was in use: half of the gateway's memory under load, for the same time of
 * the processor.
 */
const oldGeneration = ['--heap-growing-percent=40', '--external-memory-accounted-in-global-limit'] as const

/**
 * Somebody waits for each answer of the webmail, and a page of a list leaves megabytes behind it: looked for as above, garbage made
 * one of twenty pages in the middle of a folder take 1.8 times as long as the usual one, and 1.4 times so. For thirty to sixty
 * megabytes of one process.
 */
const whereOneWaits = ['--max-semi-space-size=16'] as const

/**
 * Left alone, glibc keeps what messages of a megabyte took, for one small buffer behind it. jemalloc gives back what nobody used
 * for a quarter of a second: forty megabytes less of the gateway under load (decision 32). It has no thread
 * of its own: setpriv is started with this too, and cannot change the user of two threads.
 */
const allocator = {
  LD_PRELOAD: 'libjemalloc.so.2',
  MALLOC_CONF: 'narenas:1,dirty_decay_ms:250,muzzy_decay_ms:0',
}

/** Of Node itself, for who runs one of our processes as an installation does. */
export const nodeSettings = {
  flags: (name: ProcessName): readonly string[] =>
    name === 'webmail' ? whereOneWaits : [youngGeneration, ...oldGeneration],
  environment: { NODE_ENV: 'production', ...allocator },
} as const

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
      ...nodeSettings.flags(name),
      join(facts.program, main),
      join(paths.etc, name, `${name}.json`),
    ],
    user: 'vaguemestre',
    bindsLowPort: process.bindsLowPort,
    environment: { ...nodeSettings.environment, NODE_COMPILE_CACHE: compiled },
    needs: process.needs,
    directories: [...process.directories, { path: compiled, owner: 'vaguemestre', mode: 0o700 }],
    check: null,
    stopSignal: 'SIGTERM',
    stopSeconds: process.stopSeconds ?? stopSeconds,
    startSeconds: 30,
    reloadSignal: null,
    probe: process.probe,
  }
}
