// Sieve (RFC 5228): our script first, then the person's own.

import { join } from 'node:path'
import type { Installation } from '../../installation.ts'
import { block, comment, type DovecotNode, setting, switchedOn } from '../syntax/dovecot-syntax.ts'

export function sieveSettings({ paths, ports }: Installation): readonly DovecotNode[] {
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
    // What Sieve sends leaves by the gateway, which asks whose mailbox it is: answers and notices come with its address as
    // their sender, what is redirected names it in a field on top.
    setting('submission_host', `127.0.0.1:${ports.sieveOutlet}`),
    setting('sieve_vacation_send_from_recipient', true),
    setting('sieve_notify_mailto_envelope_from', 'recipient'),
    block('sieve_extensions', null, [
      // Answers within seconds are for machines.
      setting('vacation-seconds', false),
      // What is refused after 250 would be a letter to a sender whom nobody verified.
      setting('reject', false),
      setting('ereject', false),
      // lmtp dies (signal 11) at each message for a box whose script includes one that was deleted: decision 29.
      setting('include', false),
    ]),
  ]
}
