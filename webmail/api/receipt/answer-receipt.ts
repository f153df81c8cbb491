// A receipt that is asked for, sent or declined, once: `$MDNSent` tells every other program and everybody else at the box.

import { randomUUID } from 'node:crypto'
import { rawField } from '#core/message/decoded-field.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { changedMeanwhile, notFound, type Problem } from '#http/problem.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { setKeywords } from '../imap/actions.ts'
import { openConversation } from '../imap/conversation.ts'
import { messageIdOf } from '../writing/draft-identity.ts'
import { sendAtOnce } from '../writing/send-at-once.ts'
import { nameOfSender } from '../writing/senders.ts'
import { buildReceipt } from './build-receipt.ts'
import { receiptRequest, receiptSent } from './receipt-request.ts'

interface Answered {
  readonly folder: string
  readonly uid: number
  readonly send: boolean
}

export async function answerReceipt(
  opened: OpenedBox,
  { folder, uid, send }: Answered,
  context: Asking,
): Promise<Result<null, Problem>> {
  const { ports } = context
  const { box, visit } = opened
  using _one = await ports.writing.ofOneDraft.take(`${box.id} receipts`)
  const opening = { folder, uid, uidValidity: null, wholeConversation: false }
  const found = await openConversation(ports, visit, opening)
  if (!found.ok) return failed(problemOfMail(found.error, ports.log))
  const [message] = found.value
  if (message === undefined) return failed(notFound('message'))
  const request = receiptRequest(message)
  if (request === null) return failed(changedMeanwhile(undefined))
  // Marked first: of two that do it at once, and of one that is told nothing back, one receipt leaves at most.
  const messages = { folder, uidValidity: message.uidValidity, uids: [uid] }
  const marked = await setKeywords(ports.connections, visit, { messages, add: [receiptSent] })
  if (!marked.ok) return failed(problemOfMail(marked.error, ports.log))
  if (!send) return ok(null)
  const content = await buildReceipt({
    from: { name: await nameOfSender(box.address, box, context), address: box.address },
    to: request.to,
    messageId: messageIdOf(randomUUID(), box.address),
    now: new Date(ports.clock.now()),
    about: {
      ...{ subject: message.subject, messageId: message.messageId },
      sent: message.date ?? message.received,
      originalRecipient: rawField(message.fields, 'original-recipient'),
    },
  })
  const sent = await sendAtOnce(opened, { from: box.address, to: request.to, content }, context)
  if (!sent.ok) await setKeywords(ports.connections, visit, { messages, add: [], remove: [receiptSent] })
  return sent
}
