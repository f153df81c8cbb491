// `queue retry`, `hold`, `release` and `delete`: of a whole message, or of what goes to one destination.

import { parseArgs } from 'node:util'
import { contextOptions, openExisting } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { Fault, print } from '../terminal.ts'
import { type Decision, decideHere } from './decide-here.ts'
import { destinationNamed, notQueued, queueIdNamed } from './queue-arguments.ts'

const done: Readonly<Record<Decision, string>> = {
  retry: 'Tried as soon as the worker runs',
  hold: 'Held',
  release: 'Released, and tried as soon as the worker runs',
  delete: 'Deleted, and nobody is told',
}
const nothing: Readonly<Record<Decision, string>> = {
  retry: 'nothing of it waits: what is held is released first',
  hold: 'nothing of it waits',
  release: 'nothing of it is held',
  delete: 'it is being tried at this moment: hold it, and delete it then',
}

export async function decideQueued(decision: Decision, args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, destination: { type: 'string' } },
  })
  const queueId = queueIdNamed(positionals)
  const destination = values.destination === undefined ? null : destinationNamed(values.destination)
  await using database = openAsOwner(await openExisting(values))
  const deliveries = await queryOrFault(decideHere(database, decision, { queueId, destination }))
  if (deliveries === null) throw notQueued(queueId)
  if (deliveries === 0) throw new Fault(`${queueId}: ${nothing[decision]}`)
  print(`${done[decision]}: ${deliveries} ${deliveries === 1 ? 'delivery' : 'deliveries'}.`)
  return 0
}
