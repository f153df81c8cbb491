// The secrets made from a random token, one file for each reader. A configuration names the
// file; the value never stands in a generated file, in an argument or in a log.

import { ownerRole, runtimeRoles } from '#db/names.ts'
import type { DatabaseRole, SecretFile } from '../spec/secret-file.ts'
import type { SystemUser } from '../spec/system-user.ts'
import { updateKeyName } from './knot.ts'
import { knotKey } from './syntax/knot-conf.ts'
import { redisDirective } from './syntax/redis-conf.ts'
import { uclLines } from './syntax/ucl.ts'

const plain = (token: string): string => `${token}\n`
const uclSettings = (settings: Readonly<Record<string, string>>): string =>
  `${uclLines(settings).join('\n')}\n`

/** Roles of processes that exist; the others' files stay with root until somebody is there to read them. */
const inUse: readonly DatabaseRole[] = ['vm_gateway', 'vm_worker', 'vm_admin', 'vm_webmail']

/** The superuser's file is read by initdb, the roles' by whoever connects; Dovecot has a file of its own. */
const readerOf = (role: DatabaseRole): SystemUser => {
  if (role === 'postgres') return 'postgres'
  return inUse.includes(role) ? 'vaguemestre' : 'root'
}

const knotUpdateKey = (token: string): string =>
  knotKey(updateKeyName, Buffer.from(token, 'base64url').toString('base64'))

/** libpq's password file: any host, port and database, one role. */
const pgpass = (token: string): string => `*:*:*:vm_dovecot:${token}\n`

const databaseSecrets = (['postgres', ownerRole, ...runtimeRoles] as const).map(
  (role): readonly SecretFile[] => [
    { name: `database-${role}`, owner: readerOf(role), content: plain },
    ...(role === 'vm_dovecot'
      ? [{ name: 'dovecot.pgpass', owner: 'dovecot', content: pgpass } as const]
      : []),
  ],
)

/**
 * Each inner list shares one token: when one of its files is missing, all of them are made again. A token is 32 random
 * octets or more as base64url, so that every syntax can hold it.
 */
export const secretFiles: readonly (readonly SecretFile[])[] = [
  ...databaseSecrets,
  // Dovecot takes a file as it is, its last line break included.
  [{ name: 'doveadm-password', owner: 'vaguemestre', content: (token) => token }],
  [
    { name: 'auth-policy-token', owner: 'vaguemestre', content: plain },
    { name: 'auth-policy-header', owner: 'root', content: (token) => `Authorization: Bearer ${token}` },
  ],
  // Keeps the digests of wrong passwords from being looked up.
  [{ name: 'auth-policy-nonce', owner: 'root', content: (token) => token }],
  // Signs what the gateway found in a message; the webmail checks it.
  [{ name: 'findings-key', owner: 'vaguemestre', content: plain }],
  // Makes the senders of mail that is sent on. Made anew, notifications about what was sent on before are refused.
  [{ name: 'srs-key', owner: 'vaguemestre', content: plain }],
  // Signs the links of the digest of held mail. Made anew when it is removed: the links that were sent end then.
  [{ name: 'held-links-key', owner: 'vaguemestre', content: plain }],
  // The code that makes the first administrator follows from it; worth nothing from then on.
  [{ name: 'first-administrator', owner: 'vaguemestre', content: plain }],
  [{ name: 'identity-key', owner: 'vaguemestre', content: plain }],
  // Encrypts the private keys that mail is signed with. Without it they are lost: new ones have to be published then.
  [{ name: 'key-encryption-key', owner: 'vaguemestre', content: plain }],
  // The worker shows the keys of our domains in the zones that Knot serves.
  [
    { name: 'knot-update-key', owner: 'vaguemestre', content: plain },
    { name: 'knot-update-key.conf', owner: 'knot', content: knotUpdateKey },
  ],
  [
    { name: 'learning-token', owner: 'vaguemestre', content: plain },
    // As curl's configuration, which Dovecot's pipe program names: an argument could be read by anybody.
    {
      name: 'learning-token.curl',
      owner: 'vmail',
      content: (token) => `header = "authorization: Bearer ${token}"\n`,
    },
  ],
  // An app password: its selector is no secret, and there is one probe.
  [{ name: 'probe-password', owner: 'root', content: (token) => `probe222-${token}\n` }],
  [
    { name: 'redis.conf', owner: 'redis', content: (token) => `${redisDirective(['requirepass', token])}\n` },
    { name: 'rspamd-redis.inc', owner: '_rspamd', content: (token) => uclSettings({ password: token }) },
    { name: 'redis-password', owner: 'root', content: plain },
  ],
  // Who knows it can make the sum of a text.
  [
    {
      name: 'rspamd-fuzzy.inc',
      owner: '_rspamd',
      content: (token) => uclSettings({ fuzzy_key: token, fuzzy_shingles_key: token }),
    },
  ],
  [
    {
      name: 'rspamd-controller.inc',
      owner: '_rspamd',
      content: (token) => uclSettings({ password: token, enable_password: token }),
    },
    { name: 'rspamd-controller-password', owner: 'vaguemestre', content: plain },
  ],
]
