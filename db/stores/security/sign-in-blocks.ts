// Part of the store of sign-ins: the blocks that follow failures.

import { sql } from 'drizzle-orm'
import { dateIn, type RunStatement } from '../query/statement-runner.ts'
import { milliseconds, moment, type SignInAttempt, truncatedLogin } from './sign-in-attempt.ts'

export function signInBlocks(run: RunStatement) {
  return {
    /** Only ever prolongs. */
    async blockLogin({ login, network }: SignInAttempt, until: Date): Promise<void> {
      await run(sql`
        update sign_in_failures set blocked_until = greatest(blocked_until, ${moment(until)})
        where login = ${truncatedLogin(login)} and network = ${network}`)
    },

    /** Twice as long as the last time, where that ended less than `longest` ago; null when it is blocked already. */
    async blockNetwork(
      network: string,
      logins: number,
      { now, first, longest }: { readonly now: Date; readonly first: number; readonly longest: number },
    ): Promise<Date | null> {
      const [row] = await run<{ readonly until: Date }>(sql`
        insert into blocked_network as b (network, since, until, logins)
        values (${network}, ${moment(now)}, ${moment(now)} + ${milliseconds(first)}, ${logins})
        on conflict (network) do update set since = excluded.since, logins = excluded.logins,
          until = excluded.since + case when b.until + ${milliseconds(longest)} < excluded.since then ${milliseconds(first)}
            else least(2 * (b.until - b.since), ${milliseconds(longest)}) end
        where b.until <= excluded.since
        returning until`)
      return dateIn(row?.until)
    },
  }
}
