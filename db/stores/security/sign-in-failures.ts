// Failures as every door counts them. Each count is one statement, so that processes which count at once lose nothing.

import { type SQL, sql } from 'drizzle-orm'
import { dateIn, type RunStatement } from '../query/statement-runner.ts'
import { milliseconds, moment, type SignInAttempt, truncatedLogin } from './sign-in-attempt.ts'

export interface Counted {
  /** False for a wrong password that was tried before. */
  readonly isNew: boolean
  readonly failures: number
  /** Logins that this network failed on lately, without those that it once signed in to. */
  readonly logins: number
  /** Failures and networks of this login within a day. */
  readonly everywhere: { readonly failures: number; readonly networks: number }
}

export interface FailureSpans {
  readonly windowMilliseconds: number
  readonly blockMemoryMilliseconds: number
  readonly stuffingMilliseconds: number
  readonly distributedMilliseconds: number
}

interface Failure {
  /** Of the wrong password. */
  readonly digest: string
  readonly now: Date
  readonly spans: FailureSpans
}

/** Digests of wrong passwords that are remembered for one login and network. */
const remembered = 16
const knownDays = 30

/** Part of the store of sign-ins. */
export function failureCounts(run: RunStatement) {
  return {
    async standing({ login, network, client }: SignInAttempt, now: Date, spans: FailureSpans) {
      const [row] = await run<{
        readonly failures: number | null
        readonly blocked_until: Date | null
        readonly network_blocked_until: Date | null
        readonly trusted: boolean
      }>(sql`
        select f.failures, f.blocked_until,
          (select until from blocked_network b where b.network = ${network}) as network_blocked_until,
          exists (select from trusted_network t where t.network::cidr >>= ${client}::inet) as trusted
        from (select) one left join sign_in_failures f
          on f.login = ${truncatedLogin(login)} and f.network = ${network} and not (${stale(now, spans)})`)
      return {
        failures: row?.failures ?? 0,
        blockedUntil: dateIn(row?.blocked_until),
        networkBlockedUntil: dateIn(row?.network_blocked_until),
        trusted: row?.trusted ?? false,
      }
    },

    countFailure: (tried: SignInAttempt, failure: Failure): Promise<Counted> =>
      countFailure(run, tried, failure),

    /** The right password: what was counted for this login and network is forgotten. */
    async forgive({ login, network }: SignInAttempt): Promise<void> {
      await run(
        sql`delete from sign_in_failures where login = ${truncatedLogin(login)} and network = ${network}`,
      )
    },

    /** Counts that no decision looks at any more. */
    async sweep(now: Date, spans: FailureSpans): Promise<number> {
      const [row] = await run<{ readonly gone: number }>(sql`
        with gone as (
          delete from sign_in_failures where last_at < ${moment(now)} - ${milliseconds(2 * spans.distributedMilliseconds)}
            and (blocked_until is null or blocked_until < ${moment(now)} - ${milliseconds(spans.blockMemoryMilliseconds)})
          returning 1
        ), ended as (
          delete from blocked_network where until < ${moment(now)} - ${milliseconds(2 * spans.blockMemoryMilliseconds)}
          returning 1
        )
        select (select count(*) from gone)::int + (select count(*) from ended)::int as gone`)
      return row?.gone ?? 0
    },
  }
}

async function countFailure(
  run: RunStatement,
  { login, network }: SignInAttempt,
  { digest, now, spans }: Failure,
): Promise<Counted> {
  const who = truncatedLogin(login)
  const old = stale(now, spans)
  const again = sql`${digest} = any (f.tried)`
  const since = (span: number) => sql`${moment(now)} - ${milliseconds(span)}`
  const [row] = await run<
    Readonly<Record<'failures' | 'logins' | 'all_failures' | 'networks', number>> & {
      readonly is_new: boolean
    }
  >(sql`
    with counted as (
      insert into sign_in_failures as f (login, network, failures, tried, last_at)
      values (${who}, ${network}, 1, array[${digest}::text], ${moment(now)})
      on conflict (login, network) do update set
        failures = case when ${old} then 1 when ${again} then f.failures else f.failures + 1 end,
        tried = case when ${old} then excluded.tried when ${again} then f.tried
          else (excluded.tried || f.tried)[:${remembered}] end,
        blocked_until = case when ${old} then null else f.blocked_until end,
        last_at = excluded.last_at
      returning failures
    )
    select counted.failures,
      not exists (select from sign_in_failures f where f.login = ${who} and f.network = ${network}
        and not (${old}) and ${again}) as is_new,
      (select count(*)::int from sign_in_failures f where f.network = ${network} and f.login <> ${who}
        and f.last_at > ${since(spans.stuffingMilliseconds)}
        and ${namesSomebody(sql`f.login`)} and ${unknownThere(sql`f.login`, network)})
        + (select (${namesSomebody(sql`${who}`)} and ${unknownThere(sql`${who}`, network)})::int) as logins,
      counted.failures + (select coalesce(sum(f.failures), 0)::int ${elsewhere(who, network)}
        and f.last_at > ${since(spans.distributedMilliseconds)}) as all_failures,
      1 + (select count(*)::int ${elsewhere(who, network)}
        and f.last_at > ${since(spans.distributedMilliseconds)}) as networks
    from counted`)
  if (row === undefined) throw new Error('a count returned nothing')
  return {
    isNew: row.is_new,
    failures: row.failures,
    logins: row.logins,
    everywhere: { failures: row.all_failures, networks: row.networks },
  }
}

/** Nothing failed for so long that what was counted before says nothing. */
const stale = (now: Date, spans: FailureSpans): SQL => sql`
  greatest(f.last_at + ${milliseconds(spans.windowMilliseconds)},
    f.blocked_until + ${milliseconds(spans.blockMemoryMilliseconds)}) < ${moment(now)}`

const elsewhere = (login: string, network: string): SQL =>
  sql`from sign_in_failures f where f.login = ${login} and f.network <> ${network}`

/** Codes of letters are counted under names of their own: ten people who mistype theirs try no stolen passwords. */
const namesSomebody = (login: SQL): SQL => sql`split_part(${login}, ' ', 1) <> 'activation'`

/** Whoever signed in from there before has forgotten a password, and tries no list of stolen ones. */
const unknownThere = (login: SQL, network: string): SQL => sql`
  (not exists (select from sign_in s where s.login = ${login} and s.outcome = 'accepted'
    and s.client <<= ${network}::inet and s.at > now() - make_interval(days => ${knownDays})))`
