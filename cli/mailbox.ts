// `mailbox`: lets one send again whose sending was suspended because it looked like a stolen password.

import { parseArgs } from 'node:util'
import { findStoppedMailbox } from '#db/stores/sending/sending-stops.ts'
import { contextOptions, openExisting } from './context.ts'
import { resumeHere } from './mailbox/resume-here.ts'
import { openAsOwner } from './open-as-owner.ts'
import { queryOrFault } from './query-or-fault.ts'
import { Fault, print } from './terminal.ts'

const usage = 'mailbox resume-sending ADDRESS [--release-held]'

export async function mailbox(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, 'release-held': { type: 'boolean' } },
  })
  const [action, address, ...more] = positionals
  if (action !== 'resume-sending' || address === undefined || more.length > 0)
    throw new Fault(`usage: ${usage}`)
  await using database = openAsOwner(await openExisting(values))
  const stopped = await queryOrFault(findStoppedMailbox(database, address))
  const releaseHeld = values['release-held'] === true
  const resumed = stopped && (await queryOrFault(resumeHere(database, { ...stopped, releaseHeld })))
  if (resumed === null) throw new Fault(`${address}: no mailbox whose sending is suspended`)
  print(`${address} may send again; ${resumed.released} messages that were held leave now`)
  return 0
}
