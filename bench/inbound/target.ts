// The installation that is measured: one that runs already, or one started for this run alone and removed after it.

import { readFileSync } from 'node:fs'
import { type Context, openExisting } from '#cli/context.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { type Overview, overviewOf } from '#cli/overview.ts'
import type { HostPort } from '#core/address/host-port.ts'
import type { Database } from '#db/connection.ts'
import { startStack } from '#test/support/stack/stack.ts'
import { memoryFolder } from './memory-folder.ts'
import type { Account } from './open-inbox.ts'
import type { Service } from './process-accounting.ts'
import type { Side } from './side.ts'

export interface Target extends AsyncDisposable {
  readonly context: Context
  readonly imap: HostPort
  readonly accounts: readonly Account[]
  readonly services: readonly Service[]
  readonly ours: Side
  readonly database: Database
}

/** All messages come from one address, where a burst in earnest comes from many; and the peer asks the same PostgreSQL. */
const forTheLoad = {
  smtp: { maxConnectionsPerAddress: 1000, maxConnectionsPerNetwork: 1000, maxConnections: 1000 },
  limits: { freeDiskFloorMegabytes: 64, databaseConnections: 200 },
}

/** `state` names the state folder of a running installation; undefined starts one. Throws when it is no demonstration. */
export async function openTarget(state: string | undefined): Promise<Target> {
  await using opened = new AsyncDisposableStack()
  const own = state === undefined ? opened.use(await startStack(forTheLoad)) : null
  process.env.VAGUEMESTRE_STATE = state ?? own?.state
  const context = await openExisting({})
  const { services, endpoints, demo }: Overview = await overviewOf(context)
  const { smtp, imap } = endpoints
  if (smtp === undefined || imap === undefined || demo === undefined || demo.accounts.length === 0)
    throw new Error('start a demonstration first: ./vaguemestre up')
  if (own !== null) opened.use(await memoryFolder(`${context.paths.run}/clamd`, 'clamav'))
  const database = opened.use(openAsOwner(context))
  const accounted = [...services, supervisorOf(services)]
  const owned = opened.move()
  return {
    context,
    database,
    imap,
    accounts: demo.accounts,
    services: accounted,
    // A 250 of ours says that Dovecot has it; what is kept instead is missed in the count of the inboxes.
    ours: { name: 'ours', smtp, services: accounted, undelivered: async () => 0 },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** It is no service of its own list, but what the services log passes through it. */
export function supervisorOf(services: readonly Service[]): Service {
  const gateway = services.find(({ name }) => name === 'gateway')?.pid ?? null
  if (gateway === null) throw new Error('the gateway does not run')
  const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${gateway}/status`, 'utf8'))?.[1]
  return { name: 'supervisor', pid: Number(parent) }
}
