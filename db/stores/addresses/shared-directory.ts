// Whom the communes of a département may write to: people and shared boxes that are open, and lists that would take it. Only what
// stands on any letter: name, address, commune.

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { matchesWordPrefixes } from '../query/word-search.ts'

export interface DirectoryEntry {
  readonly name: string
  readonly address: string
  readonly commune: string
  /** Of the commune that asks. */
  readonly own: boolean
  readonly kind: 'person' | 'box' | 'list'
}

export interface DirectoryWish {
  readonly search: string
  /** The box that asks: not among them itself, and neither is a list that would refuse it. */
  readonly box: MailboxId
  readonly commune: CommuneId
  /** Its own commune alone. */
  readonly ownOnly?: boolean
  readonly offset: number
  readonly limit: number
}

type Row = DirectoryEntry & { readonly total: number }

/** Needs the rights of `vm_webmail`. Own commune first, then in the order of names. */
export const findInDirectory = (
  { drizzle }: Pick<Database, 'drizzle'>,
  wish: DirectoryWish,
): Promise<{ readonly rows: readonly DirectoryEntry[]; readonly total: number }> =>
  redactQueryErrors(async () => {
    const { search, box, commune, ownOnly = false, offset, limit } = wish
    // Each as an index has it; of communes there are few.
    const begins = (expression: string): SQL => matchesWordPrefixes(sql.raw(expression), search) ?? sql`true`
    const near = sql`c.suspended_at is null and (c.kind = 'commune' or c.id = ${commune})
      and c.department_id = (select department_id from commune where id = ${commune})
      and (not ${ownOnly} or c.id = ${commune})`
    const ofCommune = sql`c.id in (select c.id from commune c where ${begins("search_words(c.name, '')")})`
    const { rows } = await drizzle.execute<Row & Record<string, unknown>>(sql`
      select name, address, commune, own, kind, (count(*) over ())::int as total from (
        select coalesce(nullif(m.name, ''), p.name, c.name) as name, m.address, c.name as commune,
          c.id = ${commune} as own, case m.kind when 'personal' then 'person' else 'box' end as kind
        from mailbox m join commune c on c.id = m.commune_id left join person p on p.id = m.owner_person_id
        where ${near} and (${ofCommune}
            or m.id in (select m.id from mailbox m where ${begins('search_words(m.name, m.address)')})
            or p.id in (select p.id from person p where ${begins('search_words(p.name, p.email)')}))
          and m.id <> ${box} and m.suspended_at is null and m.provisioned_at is not null
          and (m.expires_at is null or m.expires_at > now()) and p.suspended_at is null
        union all
        select l.name, l.address, c.name, c.id = ${commune}, 'list' from list l join commune c on c.id = l.commune_id
        where ${near} and (${ofCommune} or ${begins('search_words(l.name, l.address)')})
          and (l.senders <> 'members' or exists (select from list_member t join mailbox m on m.address = t.target
            where t.list_id = l.id and m.id = ${box}))
      ) found
      order by own desc, alphabetical(name), address offset ${offset} limit ${limit}`)
    return { rows: rows.map(({ total: _, ...entry }) => entry), total: rows[0]?.total ?? 0 }
  })
