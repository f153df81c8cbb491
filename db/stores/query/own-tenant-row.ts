// What an upsert returned that may only have met a row of its own tenant.

/** Throws when nothing was returned: the row is another tenant’s, and the caller has a bug. */
export function ownTenantRow<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('the row belongs to another tenant')
  return row
}
