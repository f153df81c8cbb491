// Contacts and groups of a box whose name or address begins with what somebody types.

import { type SQL, sql } from 'drizzle-orm'
import type { MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import { matchesWordPrefixes } from '../query/word-search.ts'

export interface Addressed {
  readonly name: string
  readonly address: string
}

export interface SuggestedGroup {
  readonly name: string
  readonly members: readonly Addressed[]
}

/** Addresses of contacts, in the order of names and then as each contact has them. */
export const suggestContacts = (
  { drizzle }: Pick<Database, 'drizzle'>,
  box: MailboxId,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<readonly Addressed[]> =>
  redactQueryErrors(async () => {
    const { rows } = await drizzle.execute<Addressed & Record<string, unknown>>(sql`
      select c.name, a.address from contact c cross join unnest(c.addresses) with ordinality a (address, place)
      where c.mailbox_id = ${box} and ${begins('c.words', search)}
      order by alphabetical(c.name), c.id, a.place limit ${limit}`)
    return rows
  })

/** Each with the preferred address of every contact in it that has one. */
export const suggestGroups = (
  { drizzle }: Pick<Database, 'drizzle'>,
  box: MailboxId,
  { search, limit }: { readonly search: string; readonly limit: number },
): Promise<readonly SuggestedGroup[]> =>
  redactQueryErrors(async () => {
    const { rows } = await drizzle.execute<SuggestedGroup & Record<string, unknown>>(sql`
      select g.name, coalesce((
        select json_agg(json_build_object('name', c.name, 'address', c.addresses[1]) order by alphabetical(c.name), c.id)
        from contact_group_member m join contact c on c.id = m.contact_id
        where m.group_id = g.id and cardinality(c.addresses) > 0), '[]') as members
      from contact_group g where g.mailbox_id = ${box} and ${begins('g.words', search)}
      order by alphabetical(g.name), g.id limit ${limit}`)
    return rows.filter(({ members }) => members.length > 0)
  })

const begins = (column: string, search: string): SQL =>
  matchesWordPrefixes(sql.raw(column), search) ?? sql`false`
