// The mailboxes that a person reads in the webmail: their own, and those they have an access to that holds now. Asked with each
// request, so that a right that was taken away is gone with the next one; nobody opens what is suspended, closed or not made yet.

import type { CommuneId, MailboxId } from '#core/address/directory.ts'
import type { EmailAddress } from '#core/address/email-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'
import type { OwnRole } from '../security/app-passwords.ts'

export interface AccessibleMailbox {
  readonly id: MailboxId
  readonly commune: CommuneId
  readonly communeName: string
  readonly address: EmailAddress
  readonly name: string
  readonly kind: 'personal' | 'shared'
  /** The widest of those that the person has. */
  readonly role: OwnRole
}

export interface AccessibleMailboxes {
  /** Their own first, then by address. */
  all(person: string): Promise<readonly AccessibleMailbox[]>
  /** Null for a box that the person may not open, and for none. */
  one(person: string, box: MailboxId): Promise<AccessibleMailbox | null>
}

const boxes = `
select distinct on (m.address) m.id, m.commune_id as commune, c.name as "communeName", m.address, m.name, m.kind, own.role
from (
  select id as mailbox_id, 'owner' as role, 0 as place from mailbox where owner_person_id = $1::uuid
  union all
  select mailbox_id, role, array_position(array['manage', 'send', 'write', 'read'], role)
  from access where person_id = $1::uuid and "from" <= now() and (until is null or until > now())
) own
join mailbox m on m.id = own.mailbox_id
join commune c on c.id = m.commune_id
where m.suspended_at is null and c.suspended_at is null and m.provisioned_at is not null
  and (m.expires_at is null or m.expires_at > now())
  and not exists (select from person p where p.id = $1::uuid and p.suspended_at is not null)`

const inOrder = 'order by m.address, own.place'

/** Needs the rights of `vm_webmail`. */
export function accessibleMailboxesStore({ pool }: Pick<Database, 'pool'>): AccessibleMailboxes {
  return {
    all: (person) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<AccessibleMailbox>({
          name: 'open-boxes',
          text: `${boxes} ${inOrder}`,
          values: [person],
        })
        return [...rows.filter(isOwn), ...rows.filter((box) => !isOwn(box))]
      }),
    one: (person, box) =>
      redactQueryErrors(async () => {
        const { rows } = await pool.query<AccessibleMailbox>({
          name: 'open-box',
          text: `${boxes} and m.id = $2::uuid ${inOrder}`,
          values: [person, box],
        })
        return rows[0] ?? null
      }),
  }
}

const isOwn = ({ role }: AccessibleMailbox): boolean => role === 'owner'
