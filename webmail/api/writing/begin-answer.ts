// What an answer to a message begins with, before anything of it is kept.

import type { z } from 'zod'
import { failed, ok, type Result } from '#core/result.ts'
import { findMailboxAddresses } from '#db/stores/addresses/mailbox-addresses.ts'
import type { Problem } from '#http/problem.ts'
import type { attachmentView } from '../../contract/conversation.ts'
import { type draftContent, longestMessageId } from '../../contract/draft.ts'
import type { Asking } from '../http/handler.ts'
import { problemOfMail } from '../http/mail-problem.ts'
import type { OpenedBox } from '../http/open-box.ts'
import { type MessageHead, readMessageHead } from '../imap/message-head.ts'
import { attachmentsOf } from '../message/readable-parts.ts'
import { type AnswerKind, answerBegun, type OwnAddresses } from './answer-content.ts'
import { quoteOf } from './quote.ts'
import { recipientsOf } from './read-draft.ts'
import { sendersOf } from './senders.ts'
import { asShown, partsOfHead, shownWhole, textsOf } from './shown-original.ts'

export interface BegunAnswer {
  readonly content: z.input<typeof draftContent>
  readonly quote: string
  readonly attachments: z.input<typeof attachmentView>[]
}

interface Asked {
  readonly folder: string
  readonly uid: number
  readonly kind: AnswerKind
}

async function ownAddresses({ box }: OpenedBox, context: Asking): Promise<OwnAddresses> {
  const [leading, senders] = await Promise.all([
    findMailboxAddresses(context.database, box.id),
    sendersOf(box, context),
  ])
  return {
    address: box.address,
    alone: new Set(leading.flatMap(({ address, shared }) => (shared ? [] : address))),
    senders: new Set(senders.map(({ address }) => address)),
  }
}

/** Nothing where it has no name, or none that is short enough to be kept. */
const knownBy = ({ messageId, received }: MessageHead) =>
  messageId === '' || messageId.length > longestMessageId
    ? {}
    : { original: { messageId, received: received.toISOString() } }

export async function beginAnswer(
  opened: OpenedBox,
  { folder, uid, kind }: Asked,
  context: Asking,
): Promise<Result<BegunAnswer, Problem>> {
  const { ports } = context
  const original = await readMessageHead(ports.connections, opened.visit, { folder, uid, fields: [] })
  if (!original.ok) return failed(problemOfMail(original.error, ports.log))
  const head = original.value
  const texts = await textsOf(opened, head, ports)
  if (!texts.ok) return texts
  const begun = answerBegun(head, kind, await ownAddresses(opened, context))
  const about = kind === 'forward' ? 'forward' : 'reply'
  const body = shownWhole(texts.value, head, asShown(head, opened, context))
  const attached = about === 'forward' ? attachmentsOf(partsOfHead(head), body.contentIds) : []
  return ok({
    content: {
      from: begun.from,
      ...{ to: recipientsOf(begun.to), cc: recipientsOf(begun.cc), bcc: [] },
      subject: begun.subject.slice(0, 900),
      html: '',
      about: {
        ...{ kind: about, place: { folder, uid }, quoted: true, ...knownBy(head) },
        // The hour of this machine: whoever saw the conversation before says so instead.
        seen: new Date(ports.clock.now()).toISOString(),
      },
      receipt: false,
    },
    quote: quoteOf(head, { kind: about, body: body.html }),
    attachments: attached.map(({ part, name, type, octets }) => ({ part, name, type, bytes: octets })),
  })
}
