// `admin`: who administers, and a lost second factor taken away here, for a département that locked itself out.

import { parseArgs } from 'node:util'
import { findPersonByEmail } from '#db/stores/persons/find-person.ts'
import { findTeam } from '#db/stores/persons/team.ts'
import { adminOrigin } from '#stack/spec/origins.ts'
import { resetFactorHere } from './admin/reset-factor-here.ts'
import { showIssuedCode, showTeam } from './admin/show-team.ts'
import { contextOptions, openExisting } from './context.ts'
import { openAsOwner } from './open-as-owner.ts'
import { queryOrFault } from './query-or-fault.ts'
import { Fault, print, say } from './terminal.ts'

const usage = `admin list [--json]
       admin reset-factor ADDRESS`

export async function admin(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...contextOptions, json: { type: 'boolean' } },
  })
  const [action, address, ...more] = positionals
  const context = await openExisting(values)
  if (action === 'list' && address === undefined) {
    await using database = openAsOwner(context)
    const team = await queryOrFault(findTeam(database.drizzle))
    if (values.json === true) print(JSON.stringify(team, null, 2))
    else if (team.length > 0) print(showTeam(team))
    else say('Nobody administers yet; "vaguemestre status" shows the code of the first administrator.')
    return 0
  }
  if (action !== 'reset-factor' || address === undefined || more.length > 0)
    throw new Fault(`usage: ${usage}`)
  await using database = openAsOwner(context)
  const person = await queryOrFault(findPersonByEmail(database.drizzle, address))
  if (person === null) throw new Fault(`${address}: nobody signs in with this address`)
  const issued = await queryOrFault(resetFactorHere(database, person, Date.now()))
  print(showIssuedCode(person, issued, adminOrigin(context)))
  return 0
}
