// `queue list`: what waits or is held, for whom, what was last queryOrFault, and when it is tried again.

import { parseArgs } from 'node:util'
import { findDeliveryPage, type QueueFilter } from '#db/stores/queue/find-queue.ts'
import { communeNamed } from '../commune-named.ts'
import { contextOptions, openExisting } from '../context.ts'
import { numberFlag } from '../number-flag.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { Fault, print, say } from '../terminal.ts'
import { destinationNamed } from './queue-arguments.ts'
import { queueTable } from './show-values.ts'

const states = {
  waiting: { state: 'waiting' },
  held: { state: 'held' },
  approval: { heldFor: 'approval' },
} as const satisfies Readonly<Record<string, QueueFilter>>
const isState = (text: string): text is keyof typeof states => text in states

export async function listQueue(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...contextOptions,
      commune: { type: 'string' },
      state: { type: 'string' },
      destination: { type: 'string' },
      search: { type: 'string' },
      limit: { type: 'string', default: '50' },
      json: { type: 'boolean' },
    },
  })
  const limit = numberFlag('limit', values.limit)
  const filter: QueueFilter = {
    ...stateNamed(values.state),
    destination: values.destination === undefined ? undefined : destinationNamed(values.destination),
    search: values.search,
  }
  await using database = openAsOwner(await openExisting(values))
  const commune = values.commune === undefined ? undefined : await communeNamed(database, values.commune)
  const { rows, next } = await queryOrFault(
    findDeliveryPage(database, { kind: 'department' }, { ...filter, commune, limit }),
  )
  if (values.json === true) print(JSON.stringify(rows, null, 2))
  else print(rows.length === 0 ? 'Nothing waits and nothing is held.' : queueTable(rows))
  if (next !== null) say(`\nThere is more: --limit ${limit} was reached.`)
  return 0
}

function stateNamed(text: string | undefined): QueueFilter {
  if (text === undefined) return {}
  if (isState(text)) return states[text]
  throw new Fault(`--state ${text}: expected one of ${Object.keys(states).join(', ')}`)
}
