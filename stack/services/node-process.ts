// How our own processes run: the pinned Node on the sources, as `vaguemestre`.

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

export function nodeProcess({ facts, paths }: Installation, process: NodeProcess): Service {
  const { name, main } = process
  return {
    name,
    command: [
      join(facts.program, 'node_modules/.bin/node'),
      join(facts.program, main),
      join(paths.etc, name, `${name}.json`),
    ],
    user: 'vaguemestre',
    bindsLowPort: process.bindsLowPort,
    environment: { NODE_ENV: 'production' },
    needs: process.needs,
    directories: process.directories,
    check: null,
    stopSignal: 'SIGTERM',
    stopSeconds: 15,
    startSeconds: 30,
    reloadSignal: null,
    probe: process.probe,
  }
}
