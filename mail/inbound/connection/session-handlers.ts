// What happens at MAIL, RCPT and DATA. Every handler ends in one reply, whatever goes wrong in it: a bug costs its own
// message a 451 and nobody else anything.

import type { SMTPServerDataStream } from 'smtp-server'
import type { Clock } from '#core/clock.ts'
import { type EmailAddress, parseEmailAddress, parseReversePath } from '#core/email-address.ts'
import type { Log } from '#core/log.ts'
import { contentBytes } from '#core/message-content.ts'
import { newQueueId } from '#core/queue-id.ts'
import { failed, ok, type Result } from '#core/result.ts'
import {
  badRecipientSyntax,
  badSenderSyntax,
  bareLineBreak,
  insufficientStorage,
  isPositive,
  type SmtpReply,
  smtputf8Required,
  temporaryFailure,
  tooManyRecipients,
  wholeReply,
} from '#core/smtp-reply.ts'
import type { AdmittedRecipient, Received } from '../stages.ts'
import { clientOf } from './client-of.ts'
import type { HasFreeRoom } from './free-room.ts'
import type { GatewayConnection } from './gateway-connection.ts'
import { type ContentLimits, receiveContent } from './receive-content.ts'
import type { Transaction } from './transaction.ts'

export interface SessionParts extends ContentLimits {
  readonly hostname: string
  readonly maxRecipients: number
  readonly hasFreeRoom: HasFreeRoom
  readonly admitRecipient: (given: EmailAddress) => Promise<Result<AdmittedRecipient, SmtpReply>>
  readonly acceptMessage: (received: Received) => Promise<SmtpReply>
  readonly clock: Clock
  readonly log: Log
}

const nonAscii = /[^\0-\x7f]/

export class SessionHandlers {
  readonly #parts: SessionParts
  readonly #transactions = new WeakMap<GatewayConnection, Transaction>()

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  /** Null when MAIL is accepted. */
  async mail(connection: GatewayConnection): Promise<SmtpReply | null> {
    const path = readPath(connection)
    if (!path.ok) return path.error === 'syntax' ? badSenderSyntax : smtputf8Required
    if (!(await this.#parts.hasFreeRoom())) return insufficientStorage
    const sender = parseReversePath(path.value)
    return sender.ok ? this.#begin(connection, sender.value) : badSenderSyntax
  }

  /** Null when RCPT is accepted. */
  async recipient(connection: GatewayConnection): Promise<SmtpReply | null> {
    const path = readPath(connection)
    if (!path.ok) return path.error === 'syntax' ? badRecipientSyntax : smtputf8Required
    const bare = path.value.toLowerCase() === 'postmaster'
    const parsed = parseEmailAddress(bare ? `postmaster@${this.#parts.hostname}` : path.value)
    if (!parsed.ok) return badRecipientSyntax
    const transaction = this.#transactions.get(connection)
    if (transaction === undefined) return temporaryFailure
    if (transaction.recipients.has(parsed.value)) return null
    if (transaction.recipients.size >= this.#parts.maxRecipients) return tooManyRecipients
    const admitted = await this.#parts.admitRecipient(parsed.value)
    if (!admitted.ok) return admitted.error
    transaction.recipients.set(parsed.value, admitted.value)
    return null
  }

  /** The reply after the end of data. */
  async data(connection: GatewayConnection, stream: SMTPServerDataStream): Promise<SmtpReply> {
    const { clock, log, acceptMessage } = this.#parts
    const started = clock.now()
    const transaction = this.#transactions.get(connection)
    const received = await receiveContent(stream, this.#parts)
    if (!received.ok) return this.refused(connection, 'data', received.error)
    await using content = received.value
    if (transaction === undefined) return temporaryFailure
    if (connection.bareLineBreak) return this.refused(connection, 'data', bareLineBreak)
    const queueId = newQueueId(started)
    const reply = await acceptMessage({
      queueId,
      receivedAt: new Date(started),
      client: clientOf(connection),
      reversePath: transaction.reversePath,
      smtputf8: connection.session.envelope.smtpUtf8 === true,
      content,
      recipients: [...transaction.recipients.values()],
      '~stage': 'connection',
    }).catch((error: unknown) => this.bug(connection, error))
    log[isPositive(reply) ? 'info' : 'warn']({
      event: 'mail.answered',
      queueId,
      reversePath: transaction.reversePath,
      recipients: transaction.recipients.size,
      bytes: contentBytes(content),
      reply: wholeReply(reply),
      milliseconds: clock.now() - started,
    })
    return reply
  }

  bug(connection: GatewayConnection, error: unknown): SmtpReply {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.#parts.log.error({ event: 'smtp.bug', session: connection.id, cause })
    return temporaryFailure
  }

  refused(
    { id: session, remoteAddress: client }: { readonly id: string; readonly remoteAddress: string },
    stage: string,
    reply: SmtpReply,
  ): SmtpReply {
    this.#parts.log.info({
      event: 'smtp.refused',
      session,
      client,
      stage,
      reply: wholeReply(reply),
    })
    return reply
  }

  #begin(connection: GatewayConnection, reversePath: Transaction['reversePath']): null {
    this.#transactions.set(connection, { reversePath, recipients: new Map() })
    return null
  }
}

/** RFC 6531 §3.3: more than ASCII only with SMTPUTF8. */
function readPath(connection: GatewayConnection): Result<string, 'syntax' | 'smtputf8'> {
  const written = connection.writtenPath
  if (written === null) return failed('syntax')
  if (nonAscii.test(written) && !connection.session.envelope.smtpUtf8) return failed('smtputf8')
  return ok(written)
}
