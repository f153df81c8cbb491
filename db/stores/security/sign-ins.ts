// What every door writes down about sign-ins: who came in or was turned away, what was counted against them
// (sign-in-failures.ts, sign-in-blocks.ts), and what somebody should look at.

import { sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { AlertFacts } from '#core/alert-facts.ts'
import type { SecurityEvent } from '#core/security-log.ts'
import type { Database } from '../../connection.ts'
import type { signInOutcomes } from '../../schema/sign-in.ts'
import { statementRunner } from '../query/statement-runner.ts'
import {
  milliseconds,
  moment,
  type SignInAttempt,
  storableFacts,
  storableText,
  truncatedLogin,
} from './sign-in-attempt.ts'
import { signInBlocks } from './sign-in-blocks.ts'
import { failureCounts } from './sign-in-failures.ts'

export interface SignInRow {
  readonly outcome: (typeof signInOutcomes)[number]
  /** Selector of the app password that opened it; null for another way. */
  readonly appPassword: string | null
  /** A row like this one that is younger makes another superfluous; 0 for every try its row. */
  readonly quietMilliseconds: number
}

export interface NewAlert {
  readonly kind: string
  readonly subject: string
  readonly commune: CommuneId | null
  readonly facts: AlertFacts
}

const longestDevice = 200

/** Needs the rights of `vm_worker`, `vm_admin` or `vm_webmail`. Rejects when the database does not answer. */
export function signInsStore(database: Pick<Database, 'drizzle'>) {
  const run = statementRunner(database)

  return {
    ...failureCounts(run),
    ...signInBlocks(run),

    async add(tried: SignInAttempt, row: SignInRow, now: Date): Promise<void> {
      await run(sql`
        with row as (
          select coalesce(m.commune_id, p.commune_id) as commune_id, a.id as app_password_id,
            coalesce(a.person_id, m.owner_person_id, p.id) as person_id
          from (select) one
          left join mailbox m on m.address = ${truncatedLogin(tried.login)}
          left join person p on p.email = ${truncatedLogin(tried.login)}
          left join app_password a on a.selector = ${row.appPassword}::text and a.mailbox_id = m.id
        )
        insert into sign_in (at, commune_id, person_id, login, protocol, client, app_password_id, outcome, device)
        select ${moment(now)}, row.commune_id, row.person_id, ${truncatedLogin(tried.login)}, ${tried.protocol},
          ${tried.client}::inet, row.app_password_id, ${row.outcome},
          ${storableText(tried.device).slice(0, longestDevice)}
        from row
        where not exists (
          select from sign_in s where s.login = ${truncatedLogin(tried.login)}
            and s.at > ${moment(now)} - ${milliseconds(row.quietMilliseconds)}
            and s.outcome = ${row.outcome} and s.protocol = ${tried.protocol} and s.client = ${tried.client}::inet
            and s.app_password_id is not distinct from row.app_password_id
        )`)
    },

    /** To the granularity given: a phone asks all day. */
    async markUsed(appPassword: string, now: Date, granularity: number): Promise<void> {
      await run(sql`
        update app_password set last_used_at = ${moment(now)} where selector = ${appPassword}
          and (last_used_at is null or last_used_at < ${moment(now)} - ${milliseconds(granularity)})`)
    },

    async tell({ at, kind, network, facts }: SecurityEvent): Promise<void> {
      await run(sql`
        insert into security_event (at, kind, network, facts)
        values (${moment(at)}, ${kind}, ${network}, ${JSON.stringify(storableFacts(facts))}::jsonb)`)
    },

    /** One row for each subject until somebody has seen it; again within `quiet` changes nothing. */
    async raise({ kind, subject, commune, facts }: NewAlert, now: Date, quiet: number): Promise<void> {
      await run(sql`
        insert into alert as a (kind, subject, commune_id, facts, since, last_at)
        values (${kind}, ${truncatedLogin(subject)},
          coalesce(${commune}::uuid, (select commune_id from mailbox where address = ${truncatedLogin(subject)}),
            (select commune_id from person where email = ${truncatedLogin(subject)})),
          ${JSON.stringify(facts)}::jsonb, ${moment(now)}, ${moment(now)})
        on conflict (kind, subject) where seen_at is null do update
          set times = a.times + 1, last_at = excluded.last_at, facts = excluded.facts
          where a.last_at <= excluded.last_at - ${milliseconds(quiet)}`)
    },
  }
}

export type SignIns = ReturnType<typeof signInsStore>
