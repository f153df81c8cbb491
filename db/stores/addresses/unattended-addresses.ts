// Which postmaster@ and abuse@ lead to nobody who takes mail now: their senders are asked to come back, and give up after some
// days (RFC 5321 §4.5.1 wants somebody there).

import { type SQL, sql } from 'drizzle-orm'
import type { CommuneId } from '#core/address/directory.ts'
import type { Domain, EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { acceptsMail } from '../mailboxes/accepts-mail.ts'
import type { Scope } from '../query/scope.ts'
import { resolveRecipient } from './resolve-recipient.ts'

export interface UnattendedAddress {
  readonly address: EmailAddress
  readonly commune: { readonly id: CommuneId; readonly name: string }
}

type Hosted = { readonly domain: Domain; readonly commune: CommuneId; readonly name: string }

/**
 * Domains of which it must be looked at: as long as one of the département takes mail, everything leads there at last, and where
 * mairie@ takes mail, there.
 */
const candidates = (scope: Scope): SQL => sql`
  select d.name as domain, c.id as commune, c.name
  from domain d join commune c on c.id = d.commune_id
  where d.alias_of is null and not exists (
    select from commune team join mailbox m on m.commune_id = team.id
    where team.department_id = c.department_id and team.kind = 'department' and team.suspended_at is null
      and m.address not like 'probe@%' and ${sql.raw(acceptsMail)}
  ) and not exists (
    select from mailbox m where m.address = 'mairie@' || d.name and c.suspended_at is null and ${sql.raw(acceptsMail)}
  ) ${scope.kind === 'department' ? sql`` : sql`and c.id = ${scope.commune}`}
  order by d.name`

/** At most `most`. Needs the rights of `vm_admin`. */
export async function findUnattendedAddresses(
  { drizzle, pool }: Pick<Database, 'drizzle' | 'pool'>,
  scope: Scope,
  most: number,
): Promise<readonly UnattendedAddress[]> {
  const { rows } = await drizzle.execute<Hosted>(candidates(scope))
  const found: UnattendedAddress[] = []
  for (const { domain, commune, name } of rows)
    for (const local of ['postmaster', 'abuse']) {
      if (found.length === most) return found
      // The domain was parsed before it was written.
      const address = `${local}@${domain}` as EmailAddress
      const { kind } = await resolveRecipient(pool, address)
      if (kind === 'unattended') found.push({ address, commune: { id: commune, name } })
    }
  return found
}
