// A receipt as a message (RFC 8098 §3): for people in French, for programs beside it. It says when a message was shown and nothing
// else: neither the program, nor the machine, nor where its reader is.

import MimeNode from 'nodemailer/lib/mime-node'
import type { EmailAddress } from '#core/address/email-address.ts'
import { singleLine } from '#core/message/single-line.ts'
import { messageIdsIn } from '../imap/message-ids.ts'
import type { Mailbox } from '../writing/build-message.ts'

export interface ReceiptToBuild {
  readonly from: Mailbox
  readonly to: EmailAddress
  /** `<…>` */
  readonly messageId: string
  readonly now: Date
  readonly about: {
    readonly subject: string
    readonly messageId: string
    readonly sent: Date
    /** As the message was addressed, where it says so (§2.3). */
    readonly originalRecipient: string
  }
}

export async function buildReceipt({ from, to, messageId, now, about }: ReceiptToBuild): Promise<Buffer> {
  const [id] = messageIdsIn(about.messageId)
  const subject = singleLine(about.subject, 300)
  const root = new MimeNode('multipart/report; report-type=disposition-notification', {
    ...{ textEncoding: 'Q', newline: 'windows', disableFileAccess: true, disableUrlAccess: true },
  })
  root.setHeader({
    Date: now.toUTCString().replace('GMT', '+0000'),
    From: { name: singleLine(from.name), address: from.address },
    To: { name: '', address: to },
    Subject: `Lu\u00a0: ${subject}`,
    'Message-ID': messageId,
    ...(id === undefined ? {} : { 'In-Reply-To': id, References: id }),
    // RFC 3834 §5: no automatic answer to it.
    'Auto-Submitted': 'auto-replied',
    'MIME-Version': '1.0',
  })
  root.createChild('text/plain; charset=utf-8').setContent(textOf(from, subject, about.sent))
  root.createChild('message/disposition-notification').setContent(
    [
      'Reporting-UA: Vaguemestre',
      ...(originalRecipient(about.originalRecipient) ?? []),
      `Final-Recipient: rfc822;${from.address}`,
      ...(id === undefined ? [] : [`Original-Message-ID: ${id}`]),
      // §3.2.6: a person chose to send it, having seen the message.
      'Disposition: manual-action/MDN-sent-manually; displayed',
      '',
    ].join('\r\n'),
  )
  return await root.build()
}

/** Only letters that a field may carry: a stranger wrote it. */
const originalRecipient = (written: string): readonly string[] | null =>
  /^rfc822;\s*[\x21-\x7e]{3,254}$/i.test(written.trim()) ? [`Original-Recipient: ${written.trim()}`] : null

const day = new Intl.DateTimeFormat('fr', { timeZone: 'Europe/Paris', dateStyle: 'long', timeStyle: 'short' })

const textOf = (from: Mailbox, subject: string, sent: Date): string =>
  [
    `Votre message «\u00a0${subject}\u00a0» du ${day.format(sent)} a été affiché par ${from.address}.`,
    '',
    'Cet accusé ne garantit pas que le message a été lu en entier ni compris.',
    '',
  ].join('\r\n')
