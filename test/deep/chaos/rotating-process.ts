// One look at the keys of a database, in a process of its own that is killed on the spot after some of its acts:
// `rotating-process.ts <parts as JSON>`.

import { systemClock as clock } from '#core/clock.ts'
import { Secret } from '#core/secret.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { openDatabase } from '#db/connection.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { keyEncryption } from '#mail/signing/key-encryption.ts'
import { dkimRecordPublisher } from '#mail/signing/publish-dkim-records.ts'
import { rotateKeys } from '#mail/signing/rotate-keys.ts'
import type { RotatingParts } from './rotating.ts'

const parts = JSON.parse(process.argv[2] ?? '') as RotatingParts
const database = openDatabase(
  {
    ...{ host: '127.0.0.1', port: parts.database.port, name: parts.database.name, role: 'vm_worker' },
    ...{ passwordFile: '', maxConnections: 2 },
  },
  new Secret(parts.database.password),
)
const asking = (at: RotatingParts['resolver']) => {
  const resolver = new StubResolver({ servers: [at], tries: 2, tryMilliseconds: 2_000, clock })
  return (question: Parameters<StubResolver['ask']>[0]) => resolver.ask(question)
}

let acts = 0
/** The same, but for a kill before the one that is too many. */
function mortal<Of extends object>(of: Of): Of {
  return new Proxy(of, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function' || name === 'byDomain') return member
      return (...args: unknown[]) => {
        if (acts === parts.survivesActs) process.kill(process.pid, 'SIGKILL')
        acts += 1
        return member.apply(target, args) as unknown
      }
    },
  })
}

const server = { at: parts.knot.at, key: { name: parts.knot.keyName, secret: new Secret(parts.knot.secret) } }
const zones = dkimRecordPublisher({
  server: { ...server, clock },
  ask: asking(parts.knot.at),
  log: { warn: (event) => void process.stderr.write(`${JSON.stringify(event)}\n`) },
})
await rotateKeys({
  store: mortal(dkimKeyStore(database)),
  encryption: keyEncryption(new Secret(parts.keyEncryption)),
  ask: asking(parts.resolver),
  zones: mortal(zones),
  schedule: parts.schedule,
  clock,
})
process.exit()
