// Who may log in: the owner of a personal mailbox by the main password, or any person by an app password. The selector
// of an app password chooses its row; of any other password nothing at all goes to the database.

import { dovecotViews } from '#db/names.ts'
import type { Installation } from '../../installation.ts'
import { block, comment, type DovecotNode, expression, setting } from '../syntax/dovecot-syntax.ts'
import { sqlLiteral } from '../syntax/sql-literal.ts'

/** What stands before the first dash of an app password, and a lone dash for every other password. */
const selector = String.raw`%{password | if('~', '^[a-z2-7]{8}-', password, '-') | regexp('^([a-z2-7]{8})-.*$', '\\1')}`

export function authenticationSettings({ paths }: Installation): readonly DovecotNode[] {
  const byLogin = `FROM ${dovecotViews.passdb} WHERE login = '%{user}'`
  const password =
    `SELECT login AS "user", password, nologin, reason ${byLogin}` +
    ` AND selector = COALESCE((SELECT selector ${byLogin} AND selector = '${selector}'), '')` +
    ` AND CASE WHEN '%{protocol}' = 'smtp' THEN smtp ELSE imap END`
  const user =
    `SELECT ${sqlLiteral(paths.mail)} || '/' || home AS home, quota_storage_size` +
    ` FROM ${dovecotViews.userdb} WHERE login = '%{user}'`
  return [
    comment('Authentication'),
    setting('auth_mechanisms', 'plain login'),
    setting('auth_username_format', expression('%{user | lower}')),
    block('passdb', 'sql', [setting('use_worker', true), setting('query', expression(password))]),
    block('userdb', 'sql', [
      setting('query', expression(user)),
      // A process that is not root may only look up users of its own number.
      block('fields', null, [setting('uid', 'vmail'), setting('gid', 'vmail')]),
      setting('iterate_query', `SELECT login AS "user" FROM ${dovecotViews.iterate}`),
    ]),
    // Argon2 works here; without a user of its own it would run as root.
    block('service', 'auth-worker', [setting('user', 'dovecot')]),
  ]
}
