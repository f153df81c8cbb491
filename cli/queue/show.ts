// `queue show`: one outgoing message with its recipients and everything that servers answered. Never what it says.

import { parseArgs } from 'node:util'
import { findQueuedMessage } from '#db/stores/queue/queued-message.ts'
import { contextOptions, openExisting } from '../context.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { print } from '../terminal.ts'
import { notQueued, queueIdNamed } from './queue-arguments.ts'
import { showMessage } from './show-values.ts'

export async function showQueued(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, json: { type: 'boolean' } },
  })
  const queueId = queueIdNamed(positionals)
  await using database = openAsOwner(await openExisting(values))
  const message = await queryOrFault(findQueuedMessage(database.drizzle, { kind: 'department' }, queueId))
  if (message === null) throw notQueued(queueId)
  print(values.json === true ? JSON.stringify(message, null, 2) : showMessage(message))
  return 0
}
