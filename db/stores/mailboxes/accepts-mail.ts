/** SQL, of a mailbox `m`: mail for it is taken now. A full box takes none, and one that sends its mail outside asks another server. */
export const acceptsMail = `
  m.provisioned_at is not null and m.suspended_at is null and m.full_since is null
  and (m.expires_at is null or m.expires_at > now())
  and not exists (select from external_forward f where f.mailbox_id = m.id and f.until > now())`
