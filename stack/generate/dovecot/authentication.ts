// Who may log in: the owner of a personal mailbox by the main password, or any person by an app password. The selector
// of an app password chooses its row; of any other password nothing at all goes to the database.

import { dovecotViews } from '#db/names.ts'
import type { Installation } from '../../installation.ts'
import { authPolicyUrl } from '../../spec/auth-policy-url.ts'
import { secretFile } from '../../spec/secret-file.ts'
import { submissionSocket } from '../../spec/submission-socket.ts'
import { tokenKeyFolder } from '../../spec/token-keys.ts'
import { block, comment, contentOf, type DovecotNode, expression, setting } from '../syntax/dovecot-syntax.ts'

/** What stands before the first dash of an app password, and a lone dash for every other password. */
const selector = String.raw`%{password | if('~', '^[a-z2-7]{8}-', password, '-') | regexp('^([a-z2-7]{8})-.*$', '\\1')}`

/**
 * What opened a session: the selector of an app password, or the login itself for the main password. Its name makes Dovecot
 * keep it beside the session, so that `doveadm kick -f user_credential` ends those of one device.
 */
const credential = `CASE selector WHEN '' THEN login ELSE selector END`

export function authenticationSettings(installation: Installation): readonly DovecotNode[] {
  const { paths } = installation
  const byLogin = `FROM ${dovecotViews.passdb} WHERE login = '%{user}'`
  const password =
    `SELECT login AS "user", password, nologin, reason, ${credential} AS user_credential, ${credential} AS userdb_user_credential ${byLogin}` +
    ` AND selector = COALESCE((SELECT selector ${byLogin} AND selector = '${selector}'), '')` +
    // A script answers in the name of the box and sends its mail on: it is written by whoever decides about the box.
    ` AND CASE '%{protocol}' WHEN 'smtp' THEN smtp WHEN 'sieve' THEN sieve ELSE imap END`
  const user =
    `SELECT ${sqlLiteral(paths.mail)} || '/' || home AS home, quota_storage_size` +
    ` FROM ${dovecotViews.userdb} WHERE login = '%{user}'`
  return [
    comment('Authentication'),
    setting('auth_mechanisms', 'plain login xoauth2'),
    setting('auth_username_format', expression('%{user | lower}')),
    block('passdb', 'sql', [setting('use_worker', true), setting('query', expression(password))]),
    block('userdb', 'sql', [
      setting('query', expression(user)),
      // A process that is not root may only look up users of its own number.
      block('fields', null, [setting('uid', 'vmail'), setting('gid', 'vmail')]),
      setting('iterate_query', `SELECT login AS "user" FROM ${dovecotViews.iterate}`),
    ]),
    block('service', 'auth-worker', [
      // Argon2 works here; without a user of its own it would run as root.
      setting('user', 'dovecot'),
      // Each holds a connection of PostgreSQL: a flood of logins must leave the others theirs.
      setting('process_limit', 12),
    ]),
    // Who hands over mail signs in at the gateway, which asks here.
    block('service', 'auth', [
      block('unix_listener', submissionSocket(paths), [
        setting('user', 'vaguemestre'),
        // Root's group may connect: a master without root's capabilities, as in a container, sees by that whether the socket it
        // finds is a dead one, and replaces it.
        setting('group', 'root'),
        setting('mode', '0660'),
      ]),
    ]),
    ...tokenSettings(installation),
    ...policySettings(installation),
  ]
}

/** The webmail opens a mailbox by a token of a minute (identity/mailbox-token.ts), which Dovecot checks by itself. */
const tokenSettings = ({ paths }: Installation): readonly DovecotNode[] => [
  comment('Tokens of the webmail'),
  block('oauth2', null, [
    setting('introspection_mode', 'local'),
    setting('username_attribute', 'sub'),
    setting('issuers', 'vaguemestre'),
    block('oauth2_local_validation', null, [
      block('dict', 'fs', [block('fs', 'posix', [setting('prefix', `${tokenKeyFolder(paths)}/`)])]),
    ]),
  ]),
  // From this machine, where the webmail runs, ID may say for whom a session is opened (`x-originating-ip`).
  setting('login_trusted_networks', '127.0.0.1 ::1'),
]

/**
 * Who guesses is slowed and blocked by the worker (identity/intrusion/), which every door asks. It fails open: while the
 * worker is away, passwords alone decide.
 */
function policySettings({ paths, ports }: Installation): readonly DovecotNode[] {
  return [
    comment('What is held against guessing'),
    setting('auth_policy_server_url', authPolicyUrl(ports)),
    setting('auth_policy_server_api_header', contentOf(secretFile(paths, 'auth-policy-header'))),
    setting('auth_policy_hash_nonce', contentOf(secretFile(paths, 'auth-policy-nonce'))),
    block('auth_policy_request_attributes', null, [
      setting('login', expression('%{requested_username}')),
      setting('pwhash', expression('%{hashed_password}')),
      setting('remote', expression('%{remote_ip}')),
      setting('protocol', expression('%{protocol}')),
      setting('client', expression('%{client_id}')),
      setting('credential', expression('%{passdb:user_credential}')),
      setting('mechanism', expression('%{mechanism}')),
    ]),
    // What a client says of itself (RFC 2971) reaches the log of sign-ins.
    setting('imap_id_retain', true),
    // Dovecot's own penalty counts by address alone: one who guesses would hold up everybody behind the same line.
    block('service', 'anvil', [block('unix_listener', 'anvil-auth-penalty', [setting('mode', '0')])]),
  ]
}

// A text inside an SQL statement that stands in a configuration.

/** In single quotes, for PostgreSQL with standard_conforming_strings on. */
function sqlLiteral(text: string): string {
  if (text.includes('\0')) throw new Error('a text of PostgreSQL has no NUL')
  return `'${text.replaceAll("'", "''")}'`
}
