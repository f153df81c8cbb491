// `queue pause` and `queue resume`: nothing is tried at a destination meanwhile, for any commune.

import { parseArgs } from 'node:util'
import type { Destination } from '#core/queue/queued-mail.ts'
import { contextOptions, openExisting } from '../context.ts'
import { numberFlag } from '../number-flag.ts'
import { openAsOwner } from '../open-as-owner.ts'
import { queryOrFault } from '../query-or-fault.ts'
import { Fault, print } from '../terminal.ts'
import { pauseHere, resumeHere } from './decide-here.ts'
import { destinationNamed } from './queue-arguments.ts'

const hourMilliseconds = 3_600_000

export async function pauseNamed(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, reason: { type: 'string' }, hours: { type: 'string' } },
  })
  const destination = only(positionals)
  const reason = values.reason?.trim() ?? ''
  if (reason === '') throw new Fault('--reason TEXT: say why, for the others who look at it')
  const until =
    values.hours === undefined
      ? null
      : new Date(Date.now() + numberFlag('hours', values.hours) * hourMilliseconds)
  await using database = openAsOwner(await openExisting(values))
  await queryOrFault(pauseHere(database, { destination, reason, until }))
  print(
    `Paused: nothing is sent to ${destination} ${until === null ? 'until "queue resume"' : `for ${values.hours} hours`}, and what waits does not expire meanwhile.`,
  )
  return 0
}

export async function resumeNamed(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: contextOptions,
  })
  const destination = only(positionals)
  await using database = openAsOwner(await openExisting(values))
  if (!(await queryOrFault(resumeHere(database, destination)))) throw new Fault(`${destination}: not paused`)
  print(`Resumed: what waits for ${destination} is tried as it is due.`)
  return 0
}

function only(positionals: readonly string[]): Destination {
  const [named, ...others] = positionals
  if (named === undefined || others.length > 0) throw new Fault('name one destination, such as example.org')
  return destinationNamed(named)
}
