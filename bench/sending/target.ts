// The installation that is measured, started for this run alone: as it ships, but that it may write to the loopback and that
// fifteen mailboxes may send as much as a bench does.

import { type Context, openExisting } from '#cli/context.ts'
import { openAsOwner } from '#cli/open-as-owner.ts'
import { overviewOf } from '#cli/overview.ts'
import type { Database } from '#db/connection.ts'
import { dkimKeyStore } from '#db/stores/deliverability/dkim-keys.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { startStack } from '#test/support/stack/stack.ts'
import { memoryFolder } from '../inbound/memory-folder.ts'
import type { Account } from '../inbound/open-inbox.ts'
import type { Service } from '../inbound/process-accounting.ts'
import { supervisorOf } from '../inbound/target.ts'
import type { Side } from './side.ts'
import { openSinks, type Sinks } from './sinks.ts'

export interface Target extends AsyncDisposable {
  readonly context: Context
  readonly accounts: readonly Account[]
  readonly services: readonly Service[]
  readonly ours: Side
  readonly sinks: Sinks
}

const domains = 10
const plenty = 1_000_000

export async function openTarget(): Promise<Target> {
  await using opened = new AsyncDisposableStack()
  const sinks = opened.use(await openSinks(domains))
  const stack = opened.use(
    await startStack({
      resolver: {
        reach: 'local',
        stubZones: sinks.domains.map((zone) => ({ zone, server: sinks.nameServer })),
      },
      delivery: { allowedNetworks: ['127.0.0.0/8'] },
      smtp: { maxConnectionsPerAddress: 1000, maxConnectionsPerNetwork: 1000, maxConnections: 1000 },
      sending: {
        ...{ recipientsPerMailboxHour: plenty, recipientsPerMailboxDay: plenty },
        ...{ recipientsPerCommuneHour: plenty, firstTimeRecipientsPerMailboxDay: plenty },
      },
    }),
  )
  process.env.VAGUEMESTRE_STATE = stack.state
  const context = await openExisting({})
  const { services, endpoints, demo } = await overviewOf(context)
  const { submissions } = endpoints
  if (submissions === undefined || demo === undefined) throw new Error('no submission or no demonstration')
  opened.use(await memoryFolder(`${context.paths.run}/clamd`, 'clamav'))
  await using database = openAsOwner(context)
  const accounts = demo.accounts
  await eventually('keys that sign', () => bothKeysSign(database), 180)
  const accounted = [...services, supervisorOf(services)]
  const owned = opened.move()
  return {
    ...{ context, accounts, sinks, services: accounted },
    ours: { name: 'ours', door: { ...submissions, asksForPassword: true }, services: accounted },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** RSA and Ed25519 for every domain, as soon as the worker has made them: nobody here waits for DNS to show them. */
async function bothKeysSign(database: Database): Promise<true | null> {
  const store = dkimKeyStore(database)
  const byDomain = await store.byDomain()
  for (const key of [...byDomain.values()].flat()) if (key.state === 'published') await store.activate(key)
  return [...byDomain.values()].every(({ length }) => length >= 2) || null
}
