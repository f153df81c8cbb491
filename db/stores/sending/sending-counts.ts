// What all gateways together know of what a mailbox sends (core/sending/sending-counts.ts), by functions of the database that count,
// tell and suspend, and through which nobody can undo it.

import type { SendingBound } from '#core/contract.ts'
import type { AskedToSend, Counted, SendingCounts, SendingHabits } from '#core/sending/sending-counts.ts'
import type { SendingRefusal } from '#core/sending/sending-limits.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { digestOf } from '../policies/correspondents.ts'

interface CountedRow {
  readonly suspended: boolean
  readonly bound: SendingBound | null
  readonly most: number | null
  readonly wait_seconds: number | null
  readonly refused_before: boolean
  readonly recent: number
  readonly recent_first_time: number
  readonly new_forward: boolean
  readonly strangers: readonly string[]
  readonly counted_at: string
}

interface HabitsRow {
  readonly usual: number
  readonly usual_first_time: number
  readonly new_network: boolean
}

/** Needs the rights of `vm_gateway`. */
export function sendingCountsStore({ pool }: Pick<Database, 'pool'>): SendingCounts {
  const run = <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row> =>
    redactQueryErrors(async () => {
      const [row] = (await pool.query<Row>({ name, text, values: [...values] })).rows
      if (row === undefined) throw new Error('a function returned nothing')
      return row
    })
  return {
    async count(asked, { mailboxHour, mailboxDay, communeHour, firstTimeDay }) {
      const row = await run<CountedRow>(
        'count-sending',
        'select * from count_sending($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          ...[asked.commune, asked.mailbox, asked.recipients, digestsOf(asked)],
          ...[mailboxHour, mailboxDay, communeHour, firstTimeDay],
        ],
      )
      return countedOf(row)
    },
    async giveBack({ commune, mailbox }, recipients, { at, strangers }) {
      await run('uncount-sending', 'select uncount_sending($1, $2, $3, $4, $5)', [
        ...[commune, mailbox, recipients],
        ...[strangers, at],
      ])
    },
    async habits({ commune, mailbox, login, person, client, network }) {
      const row = await run<HabitsRow>(
        'sending-habits',
        'select * from sending_habits($1, $2, $3, $4, $5, $6)',
        [commune, mailbox, login, person, client, network],
      )
      return habitsOf(row)
    },
    async stop({ commune, mailbox, person }, facts) {
      const { stopped } = await run<{ readonly stopped: boolean }>(
        'stop-sending',
        `select stop_sending($1, $2, $3, 'takeover', $4) as stopped`,
        [commune, mailbox, person, JSON.stringify(facts)],
      )
      return stopped
    },
    async suspect({ commune, mailbox }, facts) {
      const { told } = await run<{ readonly told: boolean }>(
        'suspect-takeover',
        'select suspect_takeover($1, $2, $3) as told',
        [commune, mailbox, JSON.stringify(facts)],
      )
      return told
    },
  }
}

const digestsOf = ({ outside }: AskedToSend): string[] => [...new Set(outside.map(digestOf))]

const countedOf = (row: CountedRow): Counted => ({
  refusal: refusalOf(row),
  refusedBefore: row.refused_before,
  recent: row.recent,
  recentFirstTime: row.recent_first_time,
  newForward: row.new_forward,
  receipt: { at: row.counted_at, strangers: row.strangers },
})

function refusalOf({ suspended, bound, most, wait_seconds: waitSeconds }: CountedRow): SendingRefusal | null {
  if (suspended) return { kind: 'suspended' }
  if (bound === null || most === null) return null
  return waitSeconds === null ? { kind: 'never', bound, most } : { kind: 'later', bound, most, waitSeconds }
}

const habitsOf = (row: HabitsRow): SendingHabits => ({
  usual: row.usual,
  usualFirstTime: row.usual_first_time,
  newNetwork: row.new_network,
})
