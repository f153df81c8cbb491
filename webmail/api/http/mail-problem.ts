// What Dovecot did not do, said as a problem (RFC 9457).

import type { Log } from '#core/log.ts'
import { notFound, Problem } from '#http/problem.ts'
import type { MailFault } from '../imap/mail-fault.ts'

/** RFC 5530: a name that is taken, or that no folder can have. The mail server is well, and nobody need look after it. */
const ofWhatWasAsked: ReadonlySet<string> = new Set(['ALREADYEXISTS', 'CANNOT'])

export function problemOfMail(fault: MailFault, log: Log): Problem {
  switch (fault.kind) {
    case 'gone':
      log.warn({ event: 'component.unavailable', component: 'dovecot', cause: 'the connection broke' })
      return new Problem('try-later', 'The mail server does not answer.')
    case 'busy':
      return new Problem('try-later', 'Too much is under way in this box.')
    case 'overQuota':
      return new Problem('mailbox-full', 'The box has no room for it.')
    case 'noSuchFolder':
      return notFound('folder')
    case 'noSuchMessage':
      return notFound('message')
    case 'refused':
      if (!ofWhatWasAsked.has(fault.code ?? ''))
        log.warn({ event: 'component.unavailable', component: 'dovecot', cause: fault.code ?? 'refused' })
      return fault.code === 'ALREADYEXISTS'
        ? new Problem('already-exists', 'This exists already.')
        : new Problem('mail-refused', 'The mail server will not do this.')
  }
}
