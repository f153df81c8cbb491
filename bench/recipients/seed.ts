// A directory of any size, made by the database itself: communes of fifty mailboxes, each with an alias, two lists, one in
// the other, a forward, an alias of its domain and a catch-all; and a département with as many mailboxes as communes.

import pg from 'pg'
import type { TestDatabase } from '#test/support/database/postgresql.ts'

export const mailboxesOfCommune = 50
const membersOfList = 20

/** Communes are `c0.test`, `c1.test` …; each has `m0@` to `m49@`, `contact@`, `conseil@`, `tous@`, and is `a0.test` … too. */
export async function seedDirectory(
  { port, name, passwords }: TestDatabase,
  mailboxes: number,
): Promise<void> {
  // Not `open`: that one gives up after seconds.
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, database: name, user: 'vm_owner' },
    password: passwords.vm_owner.reveal(),
  })
  await client.connect()
  try {
    for (const statement of statements(mailboxes)) await client.query(statement)
  } finally {
    await client.end()
  }
}

const statements = (mailboxes: number): readonly string[] => [
  `with made as (insert into department (number, name) values ('21', 'x') returning id)
  insert into commune (department_id, kind, name, insee_code)
  select id, 'commune', n::text, (20000 + n)::text from made, generate_series(0, ${mailboxes / mailboxesOfCommune - 1}) n`,
  `insert into domain (name, commune_id) select 'c' || name || '.test', id from commune`,
  `insert into domain (name, commune_id, alias_of)
  select 'a' || name || '.test', id, 'c' || name || '.test' from commune`,
  `insert into mailbox (commune_id, domain, local_part, kind, quota_bytes, provisioned_at)
  select id, 'c' || name || '.test', 'm' || n, 'shared', 1000000, now()
  from commune, generate_series(0, ${mailboxesOfCommune - 1}) n`,
  `insert into alias (commune_id, domain, local_part) select id, 'c' || name || '.test', 'contact' from commune`,
  `insert into alias_target select id, commune_id, 'm1@' || domain from alias`,
  `insert into list (commune_id, domain, local_part, name)
  select id, 'c' || name || '.test', local, local from commune, (values ('conseil'), ('tous')) as lists(local)`,
  `insert into list_member (list_id, commune_id, target)
  select id, commune_id, 'm' || n || '@' || domain from list, generate_series(1, ${membersOfList}) n
  where local_part = 'conseil'`,
  `insert into list_member (list_id, commune_id, target)
  select id, commune_id, 'conseil@' || domain from list where local_part = 'tous'`,
  `insert into forward (mailbox_id, commune_id, target)
  select id, commune_id, 'm3@' || domain from mailbox where local_part = 'm2'`,
  `update domain set catch_all = 'm0@' || name where alias_of is null`,
  `insert into commune (department_id, kind, name) select id, 'department', 'x' from department`,
  `insert into domain (name, commune_id) select 'dept.test', id from commune where kind = 'department'`,
  `insert into mailbox (commune_id, domain, local_part, kind, quota_bytes, provisioned_at)
  select id, 'dept.test', local, 'shared', 1000000, now()
  from commune, (select 'postmaster' as local union all select 'm' || generate_series(1, ${mailboxes / mailboxesOfCommune})) office
  where kind = 'department'`,
  'analyze',
]
