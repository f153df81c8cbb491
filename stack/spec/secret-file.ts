// Where a secret lies, and the closed list of those that exist. What is in each stands with whoever makes it.

import { join } from 'node:path'
import type { ownerRole, RuntimeRole } from '#db/names.ts'
import type { Paths } from './paths.ts'
import type { SystemUser } from './system-user.ts'

export type DatabaseRole = 'postgres' | typeof ownerRole | RuntimeRole

export type SecretName =
  | `database-${DatabaseRole}`
  | 'auth-policy-header'
  | 'auth-policy-nonce'
  | 'auth-policy-token'
  | 'doveadm-password'
  | 'dovecot.pgpass'
  | 'findings-key'
  | 'held-links-key'
  | 'first-administrator'
  | 'identity-key'
  | 'key-encryption-key'
  | 'knot-update-key'
  | 'knot-update-key.conf'
  | 'learning-token'
  | 'learning-token.curl'
  | 'mailbox-token-private.pem'
  | 'mailbox-token-public.pem'
  | 'mail-crypt-private.pem'
  | 'mail-crypt-public.pem'
  | 'probe-password'
  | 'redis.conf'
  | 'redis-password'
  | 'rspamd-redis.inc'
  | 'rspamd-fuzzy.inc'
  | 'rspamd-controller.inc'
  | 'rspamd-controller-password'
  | 'srs-key'
  | 'demo-accounts.json'
  | 'demo-sender-dkim.pem'

/** A secret that is made from a random token. */
export interface SecretFile {
  /** Below `<state>/secrets`; 0400 for `owner`. */
  readonly name: SecretName
  readonly owner: SystemUser
  readonly content: (token: string) => string
}

/** The only way to name a secret's file. */
export const secretFile = (paths: Pick<Paths, 'secrets'>, name: SecretName): string =>
  join(paths.secrets, name)
