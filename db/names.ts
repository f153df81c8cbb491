// Names that the orchestrator and Dovecot's configuration share with the migrations.

export const databaseName = 'vaguemestre'

/** Owner of every table; only migrations use it. */
export const ownerRole = 'vm_owner'

/** Run-time roles with least rights, one for each process that opens the database. */
export const runtimeRoles = ['vm_gateway', 'vm_worker', 'vm_admin', 'vm_webmail', 'vm_dovecot'] as const
export type RuntimeRole = (typeof runtimeRoles)[number]

/** What Dovecot may read and write: views and one table of schema `dovecot`, written by hand in SQL migrations. */
export const dovecotViews = {
  /** One row for each password of a login: `login, selector, password, nologin, reason, imap, smtp, mailbox, sieve`. */
  passdb: 'dovecot.passdb',
  /** One row for each mailbox that exists for Dovecot: `login, home, quota_storage_size`; home is relative to the mail folder. */
  userdb: 'dovecot.userdb',
  /** One row for each mailbox: `login`. */
  iterate: 'dovecot.iterate',
  /** Written by Dovecot's quota_clone: `username, bytes, messages`. The other columns are ours. */
  quotaUsage: 'dovecot.quota_usage',
} as const
