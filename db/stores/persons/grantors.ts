// Who can give a person access to mailboxes, by name: whoever has the mailbox to manage, else the managers of the commune.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** Somebody who needs one of them asks the first that they know. */
const mostNamed = 3

const ofCommune = `
select name from person
where commune_id = $1::uuid and role = 'manager' and suspended_at is null and id <> $2::uuid
order by name, id limit ${mostNamed}`

const ofBox = `
select name from (
  select distinct p.id, p.name
  from access a
  join mailbox m on m.id = a.mailbox_id and m.commune_id = a.commune_id and m.kind = 'shared'
  join person p on p.id = a.person_id
  where a.commune_id = $1::uuid and a.mailbox_id = $3::uuid and a.role = 'manage' and p.suspended_at is null
    and a."from" <= now() and (a.until is null or a.until > now()) and p.id <> $2::uuid
) manager order by name, id limit ${mostNamed}`

export interface Grantors {
  /** The person themselves is none; empty where only the département is left. */
  ofCommune(commune: CommuneId, person: string): Promise<readonly string[]>
  /** Of one mailbox of that commune. */
  ofBox(commune: CommuneId, box: MailboxId, person: string): Promise<readonly string[]>
}

/** Needs the rights of `vm_webmail`. */
export function grantorsStore({ pool }: Pick<Database, 'pool'>): Grantors {
  const names = async (text: string, values: readonly string[]) =>
    await redactQueryErrors(async () => {
      const { rows } = await pool.query<{ readonly name: string }>(text, [...values])
      return rows.map(({ name }) => name)
    })
  const managersOf = (commune: CommuneId, person: string) => names(ofCommune, [commune, person])
  return {
    ofCommune: managersOf,
    ofBox: async (commune, box, person) => {
      const own = await names(ofBox, [commune, person, box])
      return own.length > 0 ? own : await managersOf(commune, person)
    },
  }
}
