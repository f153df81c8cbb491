// The webmail and its API: ready when it says that the database answers.

import { askHealth } from '#daemons/http/ask-health.ts'
import type { Installation } from '../installation.ts'
import { reachAt } from '../spec/listeners.ts'
import type { Service } from '../supervise/service.ts'
import { nodeProcess } from './node-process.ts'

export function webmailService(installation: Installation): Service {
  return nodeProcess(installation, {
    name: 'webmail',
    main: 'webmail/api/main.ts',
    needs: ['postgresql', 'dovecot'],
    bindsLowPort: false,
    directories: [],
    probe: () => askHealth(reachAt(installation, 'webmail')),
  })
}
