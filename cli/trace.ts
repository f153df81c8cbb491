// `trace find`: what became of a message, by whatever is known of it.

import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type TracedOutcome, tracedOutcomes } from '#core/trace/trace.ts'
import { traceAddressForms } from '#core/trace/trace-address-forms.ts'
import { findTraces, type TraceSearch } from '#db/stores/trace/find-traces.ts'
import { communeNamed } from './commune-named.ts'
import { contextOptions, openExisting } from './context.ts'
import { numberFlag, sinceFlag } from './number-flag.ts'
import { openAsOwner } from './open-as-owner.ts'
import { queryOrFault } from './query-or-fault.ts'
import { Fault, print, say } from './terminal.ts'
import { showTraces } from './trace/show-traces.ts'

const options = {
  ...contextOptions,
  commune: { type: 'string' },
  address: { type: 'string' },
  id: { type: 'string' },
  since: { type: 'string' },
  outcome: { type: 'string' },
  limit: { type: 'string', default: '20' },
  json: { type: 'boolean' },
} as const satisfies ParseArgsConfig['options']

export async function trace(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options })
  if (positionals.length !== 1 || positionals[0] !== 'find') throw new Fault('usage: trace find [options]')
  const asked: Omit<TraceSearch, 'tenant'> = {
    ...(values.address === undefined ? {} : { addresses: spellings(values.address) }),
    ...(values.id === undefined ? {} : { queueId: values.id.toUpperCase() }),
    ...(values.since === undefined ? {} : { since: sinceFlag(values.since) }),
    ...(values.outcome === undefined ? {} : { outcome: outcomeNamed(values.outcome) }),
    limit: numberFlag('limit', values.limit),
  }
  const context = await openExisting(values)
  await using database = openAsOwner(context)
  const tenant = values.commune === undefined ? 'all' : await communeNamed(database, values.commune)
  const entries = await queryOrFault(findTraces(database, { ...asked, tenant }))
  if (values.json === true) print(JSON.stringify(entries, null, 2))
  else if (entries.length > 0) print(showTraces(entries))
  else say(nothingFound(context.spec.retention.traceDays))
  if (entries.length === asked.limit) say(`\nThere may be more: --limit ${asked.limit} was reached.`)
  return 0
}

function spellings(text: string): readonly string[] {
  const read = traceAddressForms(text)
  if (!read.ok) throw new Fault(`--address ${text}: ${read.error}`)
  return read.value
}

function outcomeNamed(text: string): TracedOutcome {
  const found = tracedOutcomes.find((outcome) => outcome === text)
  if (found !== undefined) return found
  throw new Fault(`--outcome ${text}: expected one of ${tracedOutcomes.join(', ')}`)
}

const nothingFound = (days: number): string => `Nothing in the trace fits. What to try:
  - fewer conditions: --address alone, or --id alone (the reply to the sender named it: "received as 01…");
  - the address of the mailbox itself: old rows do not say which alias or list led to it;
  - the sender's address as its server gave it (MAIL FROM), which may differ from the one that people see;
  - "vaguemestre logs gateway": who was refused before any message, as unknown recipients are, is only there.
The trace goes back ${days} days (retention.traceDays).`
