// Who listens where. IMAP in clear, LMTP and the doveadm API stay on the loopback address unless the spec opens IMAP,
// where STARTTLS is then required before a password.

import type { Installation } from '../../installation.ts'
import { certificateOf } from '../../spec/certificate-files.ts'
import { listenAt } from '../../spec/listeners.ts'
import { secretFile } from '../../spec/secret-file.ts'
import { block, comment, contentOf, type DovecotNode, setting } from '../syntax/dovecot-syntax.ts'

const loopback = '127.0.0.1'

export function listenerSettings(installation: Installation): readonly DovecotNode[] {
  const { paths, ports } = installation
  const tls = certificateOf(installation)
  return [
    comment('Listeners'),
    setting('protocols', 'imap lmtp sieve'),
    setting('listen', loopback),
    setting('ssl', true),
    setting('ssl_min_protocol', 'TLSv1.2'),
    setting('ssl_server_cert_file', tls.certificateFile),
    setting('ssl_server_key_file', tls.keyFile),
    setting('auth_allow_cleartext', false),
    block('service', 'imap-login', [
      ...manyConnections,
      publicListener(installation, 'imap', []),
      publicListener(installation, 'imaps', [setting('ssl', true)]),
    ]),
    block('service', 'managesieve-login', [
      ...manyConnections,
      publicListener(installation, 'managesieve', []),
    ]),
    block('service', 'imap', [setting('process_limit', 8192)]),
    block('service', 'lmtp', [
      // A new process for each connection costs four times the delivery itself.
      setting('restart_request_count', 1000),
      setting('process_min_avail', 2),
      // All mailboxes belong to one user, so what reads strangers' mail and runs people's scripts need not be root.
      setting('user', 'vmail'),
      setting('executable', `/usr/bin/env ${keptMemory.join(' ')} /usr/lib/dovecot/lmtp`),
      inetListener('lmtp', { host: loopback, port: ports.lmtp }),
      // Nobody delivers over the socket that Dovecot opens to every local user by default.
      block('unix_listener', 'lmtp', [setting('mode', '0600')]),
    ]),
    // The gateway's own bound on connections is the limit; beyond ten at once for one mailbox Dovecot would put mail off.
    setting('lmtp_user_concurrency_limit', 100),
    block('service', 'anvil', [
      block('unix_listener', 'anvil', [setting('group', 'vmail'), setting('mode', '0660')]),
    ]),
    block('service', 'doveadm', [inetListener('http', { host: loopback, port: ports.doveadm })]),
    setting('doveadm_password', contentOf(secretFile(paths, 'doveadm-password'))),
  ]
}

/** One login process carries the TLS of many phones that idle all day; one process each would end at a hundred. */
const manyConnections: readonly DovecotNode[] = [
  setting('restart_request_count', 'unlimited'),
  setting('process_min_avail', 2),
  setting('client_limit', 4096),
]

/** Each delivery takes and frees a few megabytes: giving them back to the kernel in between costs a tenth of its time. */
const keptMemory = [
  'MALLOC_TRIM_THRESHOLD_=8388608',
  'MALLOC_TOP_PAD_=1048576',
  'MALLOC_MMAP_THRESHOLD_=8388608',
]

function publicListener(
  installation: Installation,
  name: 'imap' | 'imaps' | 'managesieve',
  extra: readonly DovecotNode[],
): DovecotNode {
  return inetListener(name === 'managesieve' ? 'sieve' : name, listenAt(installation, name), extra)
}

const inetListener = (
  name: string,
  { host, port }: { readonly host: string; readonly port: number },
  extra: readonly DovecotNode[] = [],
): DovecotNode => block('inet_listener', name, [setting('listen', host), setting('port', port), ...extra])
