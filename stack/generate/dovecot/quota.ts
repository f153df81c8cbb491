// Room of a mailbox: the limit comes with the user, what is used goes back to PostgreSQL.

import { dovecotViews } from '#db/names.ts'
import type { Installation } from '../../installation.ts'
import { block, comment, type DovecotNode, setting, switchedOn } from '../syntax/dovecot-syntax.ts'

export function quotaSettings({ spec }: Installation): readonly DovecotNode[] {
  return [
    comment('Quota'),
    block('quota', 'User quota', []),
    setting('quota_storage_size', `${spec.limits.defaultQuotaMegabytes * 1_000_000}B`),
    // The message that fills a box still fits: RCPT then says that there is no room, before anything is sent.
    setting('quota_storage_grace', `${spec.smtp.maxMessageMegabytes}M`),
    setting('quota_full_tempfail', false),
    setting('quota_exceeded_message', 'Boite pleine (mailbox is full)'),
    block('quota_clone', null, [block('dict', 'proxy', [setting('name', 'quota')])]),
    block('dict_server', null, [
      block('dict', 'quota', [
        setting('driver', 'sql'),
        setting('sql_driver', 'pgsql'),
        usage('priv/quota/storage', 'bytes'),
        usage('priv/quota/messages', 'messages'),
      ]),
    ]),
    block('service', 'dict', [
      block('unix_listener', 'dict', [setting('mode', '0600'), setting('user', 'vmail')]),
    ]),
    block('protocol', 'imap', [switchedOn('mail_plugins', ['imap_quota'])]),
  ]
}

const usage = (pattern: string, column: string): DovecotNode =>
  block('dict_map', pattern, [
    setting('sql_table', dovecotViews.quotaUsage),
    setting('username_field', 'username'),
    block('value_field', column, [setting('type', 'uint')]),
  ])
