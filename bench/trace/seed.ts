// A trace as a département's would be after six months, made by the database itself.

import pg from 'pg'
import type { CommuneId } from '#core/address/directory.ts'
import type { TestDatabase } from '#test/support/database/postgresql.ts'

export const seeded = { communes: 200, mailboxes: 2_000, senders: 50_000, days: 183 } as const

/** One row in four came by an alias, one in a thousand is held; queue ids are Q1, Q2 …. Returns one of the communes. */
export async function seedTrace({ port, name, passwords }: TestDatabase, rows: number): Promise<CommuneId> {
  const { communes, mailboxes, senders, days } = seeded
  // Not `open`: that one gives up after seconds.
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, database: name, user: 'vm_owner' },
    password: passwords.vm_owner.reveal(),
  })
  await client.connect()
  try {
    await client.query(`
      with made as (insert into department (number, name) values ('21', 'x') returning id)
      insert into commune (department_id, kind, name, insee_code)
      select id, 'commune', 'c' || n, (21000 + n)::text from made, generate_series(1, ${communes}) n`)
    await client.query(`
      insert into trace (commune_id, at, queue_id, client, reverse_path, author_domain, recipient, given, size, spf,
        dkim, dmarc, arc, score, symbols, outcome, reason, reply)
      select c.id, now() - make_interval(secs => (${rows} - n) * ${days * 86_400}.0 / ${rows}), 'Q' || n, '192.0.2.1',
        's' || n % ${senders} || '@away.test', 'away.test',
        'm' || n % ${mailboxes} || '@commune' || n % ${communes} || '.test',
        case when n % 4 = 0 then array['alias' || n % ${mailboxes} || '@commune' || n % ${communes} || '.test'] else '{}' end,
        4096, 'pass', 'away.test:pass', 'pass',
        'none', 1, '{"R_DKIM_ALLOW": -0.2, "R_SPF_ALLOW": -0.2, "MIME_GOOD": -0.1}',
        case when n % 1000 = 0 then 'held' else 'delivered' end, 'clean', '250 2.0.0 Saved'
      from generate_series(1, ${rows}) n
      join (select id, row_number() over () - 1 as place from commune) c on c.place = n % ${communes}`)
    await client.query('analyze trace')
    const { rows: found } = await client.query<{ readonly id: CommuneId }>(
      'select commune_id as id from trace where id = 1007',
    )
    const [row] = found
    if (row === undefined) throw new Error('no row was made')
    return row.id
  } finally {
    await client.end()
  }
}
