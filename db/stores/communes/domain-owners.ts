// Whose a hosted domain is.

import type { CommuneId, DomainOwners } from '#core/address/directory.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** Needs the rights of `vm_gateway` or `vm_worker`. */
export const domainOwnersStore = ({ pool }: Pick<Database, 'pool'>): DomainOwners => ({
  ownerOf: (domain) =>
    redactQueryErrors(async () => {
      const { rows } = await pool.query<{ readonly commune_id: CommuneId }>({
        name: 'owner-of-domain',
        text: 'select commune_id from domain where name = $1',
        values: [domain],
      })
      return rows[0]?.commune_id ?? null
    }),
})
