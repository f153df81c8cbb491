// The worker: ready when its hooks port says that the database answers and jobs are being taken.

import { askHealth } from '#daemons/http/ask-health.ts'
import type { Installation } from '../installation.ts'
import type { Service } from '../supervise/service.ts'
import { nodeProcess } from './node-process.ts'

export function workerService(installation: Installation): Service {
  return nodeProcess(installation, {
    name: 'worker',
    main: 'worker/main.ts',
    needs: ['postgresql', 'dovecot'],
    bindsLowPort: false,
    directories: [],
    // A minute for servers that have a whole message and owe an answer (worker/queue/queue-runner.ts).
    stopSeconds: 75,
    probe: () => askHealth({ host: '127.0.0.1', port: installation.ports.hooks }),
  })
}
