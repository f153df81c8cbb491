// Mailboxes by the thousand, made by one statement each for communes, domains and boxes.

import type { Database } from '#db/connection.ts'

const communes = 200
/** Mailboxes of each commune in one statement. */
const part = 50

/** Fills up to `mailboxes` in all; the id of one of the communes. Needs the rights of `vm_owner`. */
export async function seedMailboxes({ openClient }: Database, mailboxes: number): Promise<string> {
  const client = openClient()
  await client.connect()
  try {
    await client.query("set statement_timeout = '10min'")
    await client.query(
      `insert into commune (department_id, name, insee_code)
       select d.id, 'Commune ' || n, '21' || lpad(n::text, 3, '0') from department d, generate_series(1, $1) n
       on conflict do nothing`,
      [communes],
    )
    await client.query(
      `insert into domain (name, commune_id)
       select 'c' || right(insee_code, 3) || '.test', id from commune where name like 'Commune %' on conflict do nothing`,
    )
    // In parts, each shorter than the silence after which a connection is given up.
    for (let first = 1; first <= mailboxes / communes; first += part) {
      const last = Math.min(first + part - 1, Math.ceil(mailboxes / communes))
      await client.query(
        `insert into mailbox (commune_id, domain, local_part, kind, quota_bytes, provisioned_at)
         select c.id, 'c' || right(c.insee_code, 3) || '.test', 'box' || n, 'shared', 1073741824, now()
         from commune c, generate_series($1::int, $2::int) n where c.name like 'Commune %' on conflict do nothing`,
        [first, last],
      )
      await client.query(
        `insert into dovecot.quota_usage (username, bytes, messages)
         select address, 1000000 + hashtext(address) % 500000, 10 from mailbox m
         where not exists (select from dovecot.quota_usage q where q.username = m.address)`,
      )
    }
    // As PostgreSQL does by itself within minutes: what is new stands in its indexes and may be skipped by them.
    await client.query('vacuum analyze')
    const { rows } = await client.query("select id from commune where name = 'Commune 77'")
    return rows[0].id
  } finally {
    await client.end()
  }
}
