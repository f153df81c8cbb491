// What the trace says of each message and recipient that the gateway answered 250 for. Rows are written behind the answers
// (db/background-writer.ts): a gateway or a worker that is killed takes its last ones with it, and nobody else may.

import type { TracedOutcome } from '#core/trace/trace.ts'
import type { Database } from '#db/connection.ts'
import type { Accepted, Flow } from './flow.ts'
import type { Recipient } from './recipients.ts'

export interface Comparison {
  readonly pairs: number
  /** Nothing is known of them. */
  readonly untraced: number
  /** Milliseconds from the answer to the death of its gateway, of the oldest among those. */
  readonly oldestUntraced: number
  /** PostgreSQL's answer to the first row was lost, so it was written again. */
  readonly tracedTwice: number
  /** They waited, and the worker did not get to write down that they were delivered. */
  readonly unfinished: number
  /** Nothing is known, or not the end, and no kill explains that; or the trace says that it was not taken. */
  readonly unexplained: readonly string[]
}

interface Pair {
  readonly message: Accepted
  readonly recipient: Recipient
  readonly outcomes: readonly TracedOutcome[]
  /** One row at least is the gateway's: the worker alone does not know who the client was. */
  readonly byGateway: boolean
}

export async function compareWithTrace(
  { accepted, kills }: Pick<Flow, 'accepted' | 'kills'>,
  database: Database,
): Promise<Comparison> {
  const pairs = await tracedPairs(accepted, database)
  const deaths = (name: string): readonly number[] =>
    kills.filter((kill) => kill.name === name).map(({ at }) => at)
  const gatewayDied = deaths('gateway')
  const workerDied = Math.max(...deaths('worker'))
  const written = pairs.filter(({ byGateway }) => byGateway).map(({ message }) => message)
  const untraced = pairs.filter(({ outcomes }) => outcomes.length === 0)
  const endless = pairs.filter((pair) => pair.outcomes.length > 0 && endsOf(pair) === 0)
  const unfinished = endless.filter(({ outcomes }) => outcomes.includes('waiting'))
  const unexplained = [
    ...untraced.filter(({ message }) => !diedWithGateway(message, gatewayDied, written)),
    ...unfinished.filter(({ message }) => message.answered > workerDied),
    ...endless.filter(({ outcomes }) => !outcomes.includes('waiting')),
  ]
  return {
    pairs: pairs.length,
    untraced: untraced.length,
    oldestUntraced: Math.max(
      0,
      ...untraced.map(({ message }) => deathAfter(message, gatewayDied) - message.answered),
    ),
    tracedTwice: pairs.filter((pair) => endsOf(pair) > 1).length,
    unfinished: unfinished.length,
    unexplained: unexplained.map(
      ({ message, recipient, outcomes }) =>
        `${message.queueId} for ${recipient.address}: ${outcomes.join(', ') || 'no row'}`,
    ),
  }
}

const endOf: Readonly<Record<Recipient['place'], TracedOutcome>> = {
  INBOX: 'delivered',
  Junk: 'junk',
  held: 'held',
}

/** How many rows say that the message is where it belongs. */
const endsOf = ({ recipient, outcomes }: Pair): number =>
  outcomes.filter((outcome) => outcome === endOf[recipient.place]).length

/**
 * A gateway writes its rows in the order of its answers. So what it took with it was in flight when it was killed, or
 * nothing that began after the answer was written either.
 */
function diedWithGateway(
  message: Accepted,
  deaths: readonly number[],
  written: readonly Accepted[],
): boolean {
  const death = deathAfter(message, deaths)
  if (death === Number.POSITIVE_INFINITY) return false
  if (death <= message.answered) return true
  return !written.some(({ begun, answered }) => begun >= message.answered && answered <= death)
}

/** When the gateway that the sender connected to was killed: never, of the last one. */
const deathAfter = ({ begun }: Accepted, deaths: readonly number[]): number =>
  deaths.find((at) => at >= begun) ?? Number.POSITIVE_INFINITY

async function tracedPairs(accepted: readonly Accepted[], database: Database): Promise<readonly Pair[]> {
  const { rows } = await database.pool.query(
    `select queue_id || ' ' || recipient as pair, array_agg(outcome) as outcomes, bool_or(client <> '::') as by_gateway
    from trace where queue_id = any($1) group by queue_id, recipient`,
    [accepted.map(({ queueId }) => queueId)],
  )
  const known = new Map(rows.map((row) => [row.pair, { outcomes: row.outcomes, byGateway: row.by_gateway }]))
  const unknown = { outcomes: [], byGateway: false }
  return accepted.flatMap((message) =>
    message.recipients.map((recipient) => ({
      ...{ message, recipient },
      ...(known.get(`${message.queueId} ${recipient.address}`) ?? unknown),
    })),
  )
}
