// Sieve (RFC 5228): our script first, then the person's own.

import { join } from 'node:path'
import type { Installation } from '../../installation.ts'
import { block, comment, type DovecotNode, setting, switchedOn } from '../syntax/dovecot-syntax.ts'

export function sieveSettings({ paths }: Installation): readonly DovecotNode[] {
  return [
    comment('Sieve'),
    block('protocol', 'lmtp', [switchedOn('mail_plugins', ['sieve'])]),
    block('sieve_script', 'personal', [
      setting('driver', 'file'),
      setting('path', '~/sieve'),
      setting('active_path', '~/.dovecot.sieve'),
    ]),
    block('sieve_script', 'junk', [
      setting('type', 'before'),
      setting('driver', 'file'),
      setting('path', join(paths.etc, 'dovecot/sieve')),
      // Beside the script the mail user may not write.
      setting('bin_path', join(paths.data, 'dovecot/sieve')),
    ]),
    // No way out exists for mail that Sieve would send: it is better to refuse the script than to lose the answer.
    setting('sieve_max_redirects', 0),
    block('sieve_extensions', null, [
      setting('vacation', false),
      setting('vacation-seconds', false),
      setting('enotify', false),
      setting('reject', false),
      setting('ereject', false),
    ]),
  ]
}
