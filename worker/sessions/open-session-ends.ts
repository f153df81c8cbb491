// Listens for sessions that must end, and looks for those nobody heard of.

import type { Log } from '#core/log.ts'
import type { Doveadm } from '#daemons/doveadm/doveadm.ts'
import type { Database } from '#db/connection.ts'
import { listen } from '#db/listen.ts'
import { sessionEndsStore } from '#db/stores/security/session-ends.ts'
import { Repetition } from '../repetition.ts'
import { endDue, endHeard } from './end-sessions.ts'

const lookMilliseconds = 1_000
const outOfTimeMilliseconds = 60_000

export interface SessionEndsOptions {
  readonly database: Database
  readonly doveadm: Pick<Doveadm, 'kick'>
  readonly log: Log
}

export function openSessionEnds({ database, doveadm, log }: SessionEndsOptions) {
  const opened = new AsyncDisposableStack()
  const ports = { ends: sessionEndsStore(database), doveadm }
  const due = opened.use(
    new Repetition({
      component: 'session-ends',
      everyMilliseconds: lookMilliseconds,
      log,
      work: () => endDue(ports),
    }),
  )
  const outOfTime = opened.use(
    new Repetition({
      component: 'access-ends',
      everyMilliseconds: outOfTimeMilliseconds,
      log,
      work: async () => {
        await ports.ends.outOfTime()
        return false
      },
    }),
  )
  opened.use(listen(database, { channel: 'sessions', heard: (payload) => void endHeard(ports, payload) }))
  return { parts: [due, outOfTime], [Symbol.asyncDispose]: () => opened.disposeAsync() }
}
