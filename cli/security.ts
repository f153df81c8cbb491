// `security list`: what looked like an attack on the listener, newest first.

import { type ParseArgsConfig, parseArgs } from 'node:util'
import ipaddr from 'ipaddr.js'
import { findSecurityEvents } from '#db/stores/find-security-events.ts'
import { answered } from './answered.ts'
import { contextOptions, openExisting } from './context.ts'
import { numberFlag, sinceFlag } from './number-flag.ts'
import { openAsOwner } from './open-as-owner.ts'
import { showSecurityEvents } from './security/show-security-events.ts'
import { Fault, print, say } from './terminal.ts'

const options = {
  ...contextOptions,
  network: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string', default: '50' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

export async function security(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  if (positionals.length !== 1 || positionals[0] !== 'list') throw new Fault('usage: security list [options]')
  const limit = numberFlag('limit', values.limit)
  const search = {
    ...(values.network === undefined ? {} : { network: networkNamed(values.network) }),
    ...(values.since === undefined ? {} : { since: sinceFlag(values.since) }),
    limit,
  }
  const context = await openExisting(values)
  await using database = openAsOwner(context)
  const events = await answered(findSecurityEvents(database, search))
  if (values.json === true) print(JSON.stringify(events, null, 2))
  else if (events.length > 0) print(showSecurityEvents(events))
  else say(nothingFound(context.spec.retention.securityDays))
  if (events.length === limit) say(`\nThere may be more: --limit ${limit} was reached.`)
  return 0
}

function networkNamed(text: string): string {
  // What is shorter than four numbers is an address to the library and a riddle to a person.
  const known = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)
  if (known || ipaddr.isValidCIDR(text)) return text
  throw new Fault(`--network ${text}: expected an address or a network such as 192.0.2.0/24 or 2001:db8::/64`)
}

const nothingFound = (days: number): string => `Nothing in the security log fits.
It has one entry for each kind of attempt and network in ten minutes: clients that try out addresses or relaying, talk before
the greeting, open too many connections or smuggle commands. What each of them was answered is in "vaguemestre logs gateway".
It goes back ${days} days (retention.securityDays).`
