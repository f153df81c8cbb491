// `security`: what looked like an attack, who is shut out for guessing passwords, and letting them in again.

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { findBlocks } from '#db/stores/security/blocks.ts'
import { findSecurityEvents } from '#db/stores/security/find-security-events.ts'
import { type Context, contextOptions, openExisting } from './context.ts'
import { networkNamed } from './network-named.ts'
import { numberFlag, sinceFlag } from './number-flag.ts'
import { openAsOwner } from './open-as-owner.ts'
import { queryOrFault } from './query-or-fault.ts'
import { readBlockArgument } from './security/block-argument.ts'
import { releaseHere } from './security/release-here.ts'
import { showBlocks, showReleased } from './security/show-blocks.ts'
import { showSecurityEvents } from './security/show-security-events.ts'
import { Fault, print, say } from './terminal.ts'

const usage = `security list [options]
       security blocks [options]
       security release ADDRESS|NETWORK|ACCOUNT`

const options = {
  ...contextOptions,
  network: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

export async function security(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  const [action, shutOut, ...more] = positionals
  if (more.length > 0) throw new Fault(`usage: ${usage}`)
  if (action === 'release' && shutOut !== undefined) {
    await release(await openExisting(values), shutOut)
    return 0
  }
  if ((action !== 'list' && action !== 'blocks') || shutOut !== undefined) throw new Fault(`usage: ${usage}`)
  const limit = numberFlag('limit', values.limit)
  const network = networkFlag(values.network)
  const since = values.since === undefined ? {} : { since: sinceFlag(values.since) }
  const context = await openExisting(values)
  const json = values.json === true
  const shown =
    action === 'list'
      ? await list(context, { ...network, ...since, limit, json })
      : await blocks(context, { ...network, limit, json })
  if (shown === limit) say(`\nThere may be more: --limit ${limit} was reached.`)
  return 0
}

interface Asked {
  readonly network?: string
  readonly limit: number
  readonly json: boolean
}

/** How many there were. */
async function list(
  context: Context,
  { json, ...search }: Asked & { readonly since?: Date },
): Promise<number> {
  await using database = openAsOwner(context)
  const events = await queryOrFault(findSecurityEvents(database, search))
  if (json) print(JSON.stringify(events, null, 2))
  else if (events.length > 0) print(showSecurityEvents(events))
  else say(nothingFound(context.spec.retention.securityDays))
  return events.length
}

async function blocks(context: Context, { json, ...wish }: Asked): Promise<number> {
  await using database = openAsOwner(context)
  const { rows } = await queryOrFault(findBlocks(database, wish))
  if (json) print(JSON.stringify(rows, null, 2))
  else if (rows.length > 0) print(showBlocks(rows))
  else say('Nobody is shut out.')
  return rows.length
}

async function release(context: Context, named: string): Promise<void> {
  await using database = openAsOwner(context)
  const released = await queryOrFault(releaseHere(database, readBlockArgument(named)))
  if (released.length === 0)
    throw new Fault(`${named}: nothing is blocked; see "vaguemestre security blocks"`)
  print(showReleased(released))
}

function networkFlag(text: string | undefined): { readonly network?: string } {
  if (text === undefined) return {}
  const network = networkNamed(text)
  if (network !== null) return { network }
  throw new Fault(`--network ${text}: expected an address or a network such as 192.0.2.0/24 or 2001:db8::/64`)
}

const nothingFound = (days: number): string => `Nothing in the security log fits.
It has one entry for each kind of attempt and network in ten minutes: clients that try out addresses or relaying, talk before
the greeting, open too many connections or smuggle commands. What each of them was answered is in "vaguemestre logs gateway".
It goes back ${days} days (retention.securityDays).`
