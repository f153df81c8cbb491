// A runner in a process of its own whose attempts never end: `runner-process.ts <port> <database> <password>`. Says each attempt on a line.

import { Secret } from '#core/secret.ts'
import { openDatabase } from '#db/connection.ts'
import { queueRunsStore } from '#db/stores/queue/queue-runs.ts'
import { QueueRunner, usualLimits } from '#worker/queue/queue-runner.ts'

const [, , port, name = '', password] = process.argv
const database = openDatabase(
  {
    ...{ host: '127.0.0.1', port: Number(port), name, role: 'vm_worker' },
    ...{ passwordFile: '', maxConnections: 4 },
  },
  new Secret(password ?? ''),
)
const say = (text: string) => void process.stdout.write(`${text}\n`)
const silent = { info: () => {}, warn: () => {}, error: () => {} }
const leaseSeconds = 2
new QueueRunner(
  {
    runs: queueRunsStore(database, { perDestination: 20, leaseSeconds }),
    database,
    log: silent,
    component: 'queue',
    attempt: ({ queueId }) => {
      say(queueId)
      return new Promise(() => {})
    },
  },
  { ...usualLimits, leaseSeconds },
)
