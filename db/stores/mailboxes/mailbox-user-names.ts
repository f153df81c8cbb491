// How people who may open a box are called. Of anybody else nothing is said.

import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** By their ids. */
export const findMailboxUserNames = (
  { pool }: Pick<Database, 'pool'>,
  mailbox: MailboxId,
  people: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  redactQueryErrors(async () => {
    if (people.length === 0) return new Map()
    const { rows } = await pool.query<{ readonly id: string; readonly name: string }>({
      name: 'names-in-box',
      text: `select distinct p.id, p.name from person p
             where p.id = any($2::uuid[]) and (
               exists (select from access a where a.person_id = p.id and a.mailbox_id = $1)
               or exists (select from mailbox m where m.id = $1 and m.owner_person_id = p.id))`,
      values: [mailbox, [...people]],
    })
    return new Map(rows.map(({ id, name }) => [id, name]))
  })
