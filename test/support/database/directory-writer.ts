// Rows of the directory that no store writes yet, for tests and benches: aliases, lists, forwards, aliases of domains.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database } from '#db/connection.ts'
import { saulieu } from './commune.ts'

/** `database` needs the owner's rights; local parts are of `saulieu`. */
export function directoryWriter({ pool }: Database, commune: CommuneId) {
  return {
    async alias(local: string, targets: readonly string[]): Promise<void> {
      await pool.query(
        `with made as (insert into alias (commune_id, domain, local_part) values ($1, $2, $3) returning id)
        insert into alias_target select id, $1, unnest($4::text[]) from made`,
        [commune, saulieu, local, targets],
      )
    },
    async list(
      local: string,
      members: readonly string[],
      senders: 'anyone' | 'department' | 'members' = 'anyone',
    ): Promise<void> {
      await pool.query(
        `with made as (insert into list (commune_id, domain, local_part, name, senders)
          values ($1, $2, $3, $3, $5) returning id)
        insert into list_member (list_id, commune_id, target) select id, $1, unnest($4::text[]) from made`,
        [commune, saulieu, local, members, senders],
      )
    },
    async forward(mailbox: MailboxId, target: string): Promise<void> {
      await pool.query('insert into forward (mailbox_id, commune_id, target) values ($1, $2, $3)', [
        mailbox,
        commune,
        target,
      ])
    },
    /** To the outside, for `seconds` from now. */
    async outside(mailbox: MailboxId, target: string, seconds = 3600): Promise<void> {
      await pool.query(
        `insert into external_forward (mailbox_id, commune_id, target, until)
        values ($1, $2, $3, now() + make_interval(secs => $4))`,
        [mailbox, commune, target, seconds],
      )
    },
    async aliasDomain(name: string, main: string): Promise<void> {
      await pool.query('insert into domain (name, commune_id, alias_of) values ($1, $2, $3)', [
        name,
        commune,
        main,
      ])
    },
  }
}
