// Where and how mail rests: sdbox, compressed, then encrypted with the key of the installation.

import { specialFolders } from '#core/message/special-folders.ts'
import type { Installation } from '../../installation.ts'
import { secretFile } from '../../spec/secret-file.ts'
import { block, comment, type DovecotNode, setting, switchedOn } from '../syntax/dovecot-syntax.ts'

/** Of an ENVELOPE, which Dovecot makes of them, and of a conversation. */
const cachedFields = [
  ...[
    'date',
    'subject',
    'from',
    'sender',
    'reply-to',
    'to',
    'cc',
    'bcc',
    'message-id',
    'in-reply-to',
    'references',
  ].map((field) => `hdr.${field}`),
  'date.received',
  // THREAD sorts by it, and would open every message of a folder for it although the header is there.
  'date.sent',
  // How a message begins.
  'body.snippet',
]

export function mailSettings({ paths }: Installation): readonly DovecotNode[] {
  return [
    comment('Mail'),
    setting('mail_uid', 'vmail'),
    setting('mail_gid', 'vmail'),
    // Debian gives system users numbers below 500, the default lower bound.
    setting('first_valid_uid', 1),
    setting('mail_driver', 'sdbox'),
    setting('mail_path', '~/sdbox'),
    setting('mail_max_userip_connections', 50),
    switchedOn('mail_plugins', [
      'mail_compress',
      'mail_crypt',
      'quota',
      'quota_clone',
      'fts',
      'fts_flatcurve',
    ]),
    setting('mail_compress_write_method', 'zstd'),
    setting('compress_zstd_level', 3),
    setting('crypt_global_public_key_file', secretFile(paths, 'mail-crypt-public.pem')),
    // Delivery only writes: it neither needs the key that opens mail nor the time to read it for each message.
    block('protocol', '!lmtp', [
      block('crypt_global_private_key', 'main', [
        setting('crypt_private_key_file', secretFile(paths, 'mail-crypt-private.pem')),
      ]),
    ]),
    block('namespace', 'inbox', [
      setting('inbox', true),
      setting('separator', '/'),
      ...specialFolders.map((name) =>
        block('mailbox', name, [
          setting('auto', 'subscribe'),
          setting('special_use', `\\${name}`),
          // Dovecot asks for room for what is moved, too: a full box could never be emptied.
          ...(name === 'Trash' ? [setting('quota_storage_extra', '1G')] : []),
        ]),
      ),
    ]),
    // The keywords $HasAttachment and $HasNoAttachment, so that a list of mail need not look into each message for its clip.
    switchedOn('mail_attachment_detection_options', ['add-flags']),
    // What a list of conversations is made of stays at hand for old mail, too, where Dovecot would drop it after a while: without
    // it each of 50,000 messages is opened, deciphered and decompressed for the first list.
    setting('mail_always_cache_fields', cachedFields.join(' ')),
    comment('Delivery'),
    setting('recipient_delimiter', '+'),
    // Whoever sends to name+detail@ must not be able to make folders.
    setting('lmtp_save_to_detail_mailbox', false),
    // A full box is found when the message is saved, with the same 552 5.2.2. Asking at RCPT would open the box twice,
    // and the gateway, which speaks to the sender, has the whole message by then.
    setting('lmtp_rcpt_check_quota', false),
    setting('lda_mailbox_autocreate', true),
    setting('lda_mailbox_autosubscribe', true),
  ]
}
