// A report about the delivery of a message, as a message (RFC 3461 §6, RFC 6522): for people in French and English, for
// programs (RFC 3464), and what it is about. Pure: the same report is the same octets.

import { createHash } from 'node:crypto'
import MimeNode from 'nodemailer/lib/mime-node'
import { decodedField, rawField } from '#core/message/decoded-field.ts'
import { forwardedFieldName } from '#core/message/own-header-fields.ts'
import { singleLine } from '#core/message/single-line.ts'
import type { Notification } from '#core/queue/queued-mail.ts'
import { type DeliveryReport, type Reporter, reportedOutcomes } from './report.ts'
import { reportText, topicOf } from './report-text.ts'
import { reportWords } from './report-words.ts'
import { returnedContent } from './returned-content.ts'
import { statusFields } from './status-fields.ts'

/**
 * To be sent to the reverse-path of the message, from the null path. Null where that is the null path itself: nobody is told
 * about a report (RFC 5321 §4.5.5), and nobody who did not write.
 */
export async function deliveryReport(report: DeliveryReport, by: Reporter): Promise<Buffer | null> {
  const { message, recipients, queueId, at } = report
  if (message.reversePath === '') return null
  const kind = reportedOutcomes[recipients[0].outcome]
  const returned = returnedContent(message, kind)
  const root = new MimeNode('multipart/report; report-type=delivery-status', {
    // Nobody who writes to us knows it, so no text of theirs ends a part.
    baseBoundary: createHash('sha256').update(queueId).digest('hex').slice(0, 24),
    textEncoding: 'Q',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  root.setHeader({
    Date: at,
    From: {
      name: reportWords.fr.teamOf(singleLine(by.department)),
      address: `postmaster@${by.hostname}`,
    },
    To: { address: message.reversePath },
    Subject: subjectOf(report, kind),
    'Message-ID': `<${queueId}@${by.hostname}>`,
    ...threadOf(returned.head),
    // RFC 3834 §5: no automatic answer to it.
    'Auto-Submitted': 'auto-replied',
    'Content-Language': 'fr, en',
    ...(report.mark === null ? {} : { [forwardedFieldName]: report.mark }),
    'MIME-Version': '1.0',
    ...(returned.eightBit ? { 'Content-Transfer-Encoding': '8bit' } : {}),
  })
  const about = { kind, subject: decodedField(returned.head, 'subject', 120), enclosed: returned.enclosed }
  const texts = [reportWords.fr, reportWords.en].map((words) => reportText(report, about, words))
  root.createChild('text/plain; charset=utf-8').setContent(`${texts.join('\n\n[English]\n\n')}\n`)
  root.createChild('message/delivery-status').setContent(statusFields(report, by))
  const enclosure = root.createChild(returned.type).setContent(returned.content)
  if (returned.eightBit) enclosure.setHeader('Content-Transfer-Encoding', '8bit')
  return await root.build()
}

function subjectOf(report: DeliveryReport, kind: Notification): string {
  const { recipients } = report
  const [first, ...others] = recipients
  const whom = others.length === 0 ? singleLine(first.address, 254) : recipients.length
  return reportWords.fr.subject[topicOf(report, kind)](whom)
}

/** So that a program shows it beside the message. */
function threadOf(head: Buffer): Readonly<Record<string, string>> {
  const [id] = /<[\x21-\x3b\x3d\x3f-\x7e]{3,250}>/.exec(rawField(head, 'message-id')) ?? []
  return id === undefined ? {} : { 'In-Reply-To': id, References: id }
}
