// One message to one address of one mail host, over a session that waits there or over a new one, in as many transactions
// as its recipients need.

import type { EmailAddress } from '#core/address/email-address.ts'
import type { TlsResult } from '#core/deliverability/tls-session.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { RecipientAnswer } from '#core/smtp/delivery-attempt.ts'
import { classifyReply, isOfAddress, outcomeOf } from '../classify-reply.ts'
import { answersOf, deferred, type MxFailure, refused } from '../mx-failure.ts'
import { type RemoteReply, shownReply } from '../remote-reply.ts'
import { markOf } from '../tls/tls-demand.ts'
import {
  type NotOpened,
  openSession,
  type Session,
  type SessionPorts,
  type SessionTarget,
} from './open-session.ts'
import type { PooledSession, SessionPool } from './session-pool.ts'
import { type OutgoingMessage, sizeOf, type Transaction, transact } from './transaction.ts'

export interface Served {
  readonly answers: readonly RecipientAnswer[]
  /** Those of them who were put off before any content was sent to them: another host may be asked for them. */
  readonly putOff: ReadonlySet<EmailAddress>
  /** For those without an answer. */
  readonly trouble: MxFailure | null
  /** What protected the session; empty for nothing. */
  readonly tls: string
  /** As reports about TLS have it; null where it did not come to a session. */
  readonly protection: TlsResult | null
  readonly reached: boolean
  /** False over a session that was waiting. */
  readonly opened: boolean
  /** No other host may be tried now, but for those who were put off. */
  readonly final: boolean
}

export interface TargetDelivery {
  readonly ports: SessionPorts & { readonly pool: SessionPool }
  readonly message: OutgoingMessage & { readonly recipients: readonly EmailAddress[] }
  readonly signal: AbortSignal
  /** Ends what has not reached its last dot. */
  readonly leaving: AbortSignal
}

/** RFC 5321 §4.5.3.1.8: every server takes so many. */
const mostRecipients = 100

/** Never rejects. A session that was waiting and turns out to be closed is replaced once. */
export async function deliverToTarget(target: SessionTarget, delivery: TargetDelivery): Promise<Served> {
  const { pool } = delivery.ports
  const key = `${target.address} ${target.port} ${target.host} ${markOf(target.demand)}`
  const waiting = pool.take(key)
  if (waiting !== null) {
    const served = await deliverOver(waiting, delivery)
    if (served !== 'stale') return { ...served, opened: false }
  }
  const opened = await open(target, key, delivery)
  if (!opened.ok)
    return { ...noAnswers, ...opened.error, tls: '', protection: null, opened: true, final: false }
  const served = await deliverOver(opened.value, delivery)
  return { ...(served === 'stale' ? nothing(opened.value, 'the connection broke') : served), opened: true }
}

async function open(
  target: SessionTarget,
  key: string,
  { ports, signal, leaving }: TargetDelivery,
): Promise<Result<PooledSession, NotOpened>> {
  const opened = await openSession(target, ports, AbortSignal.any([signal, leaving]))
  return opened.ok ? ok({ ...opened.value, key, transactions: 0 }) : failed(opened.error)
}

type ServedOver = Omit<Served, 'opened'>

async function deliverOver(session: PooledSession, delivery: TargetDelivery): Promise<ServedOver | 'stale'> {
  const { message, ports, signal, leaving } = delivery
  const impossible = impossibility(session, message)
  if (impossible !== null) {
    ports.pool.give(session)
    const answers = answersOf(message.recipients, impossible)
    return { ...noAnswers, answers, trouble: null, ...protectionOf(session), reached: true, final: true }
  }
  using _bounded = session.connection.breakOn(signal)
  const wasUsed = session.transactions > 0
  const answers = new Map<EmailAddress, RecipientAnswer>()
  const putOff = new Set<EmailAddress>()
  for (let left = message.recipients; left.length > 0; ) {
    const recipients = left.slice(0, mostRecipients)
    const transaction = await transact(session, { message, recipients, timeouts: ports.timeouts, leaving })
    session.transactions += 1
    const settled = settledBy(transaction, recipients)
    for (const answer of settled) {
      answers.set(answer.recipient, answer)
      if (isPutOff(answer, transaction)) putOff.add(answer.recipient)
    }
    if (transaction.broken !== null) {
      session.connection.quit()
      if (wasUsed && answers.size === 0 && !transaction.afterDot && !signal.aborted && !leaving.aborted)
        return 'stale'
      const unanswered = message.recipients.filter((recipient) => !answers.has(recipient))
      for (const answer of closedOff(transaction, unanswered)) {
        answers.set(answer.recipient, answer)
        putOff.add(answer.recipient)
      }
      return { ...brokenOff(session, transaction), answers: [...answers.values()], putOff }
    }
    left = left.filter((recipient) => !answers.has(recipient))
  }
  ports.pool.give(session)
  return {
    answers: [...answers.values()],
    putOff,
    trouble: null,
    ...protectionOf(session),
    reached: true,
    final: true,
  }
}

/** What can be known before a word of the message is said. */
function impossibility({ extensions }: Session, message: OutgoingMessage): MxFailure | null {
  const { mostOctets } = extensions
  const octets = sizeOf(message.content)
  if (mostOctets !== null && octets > mostOctets)
    return refused('too-large', `552 5.3.4 the message has ${octets} octets, the server takes ${mostOctets}`)
  if (message.smtputf8 && !extensions.smtputf8)
    return refused('no-smtputf8', '553 5.6.7 the server does not offer SMTPUTF8')
  return null
}

/** Without those who were one too many for this transaction while others were taken (RFC 5321 §4.5.3.1.10). */
function settledBy(
  { answers, refusedAtRcpt }: Transaction,
  recipients: readonly EmailAddress[],
): readonly RecipientAnswer[] {
  const isTooMany = ({ code, enhanced }: RemoteReply): boolean =>
    code === 452 && !/^4\.[12]\./.test(enhanced ?? '')
  const someTaken = recipients.some((recipient) => outcome(answers.get(recipient)) === 'delivered')
  return recipients.flatMap((recipient) => {
    const reply = answers.get(recipient)
    if (reply === undefined || (someTaken && isTooMany(reply))) return []
    const kind = classifyReply(reply)
    const spares = kind === 'unknown-recipient' && !(refusedAtRcpt.has(recipient) && isOfAddress(reply))
    const sparing = spares ? ({ sparesAddress: true } as const) : {}
    return [{ recipient, outcome: outcomeOf(reply), kind, reply: shownReply(reply), ...sparing }]
  })
}

/** The content is no matter then, and nobody can get it twice. */
const isPutOff = (
  { recipient, outcome }: RecipientAnswer,
  { refusedAtRcpt, contentBegun }: Transaction,
): boolean => outcome === 'deferred' && (!contentBegun || refusedAtRcpt.has(recipient))

const outcome = (reply: RemoteReply | undefined): RecipientAnswer['outcome'] | null =>
  reply === undefined ? null : outcomeOf(reply)

/** Whoever closes with a word before the content puts off all who are left: it says why, and other hosts may be of the same mind. */
const closedOff = ({ closing }: Transaction, left: readonly EmailAddress[]): readonly RecipientAnswer[] =>
  closing === null ? [] : answersOf(left, deferred(classifyReply(closing), shownReply(closing)))

/** After the dot another host would perhaps deliver it twice, so nobody else is asked in this attempt. */
function brokenOff(session: PooledSession, { broken, afterDot }: Transaction): ServedOver {
  const cause = afterDot ? `${broken}, after the whole message was sent: it may have arrived` : (broken ?? '')
  return { ...nothing(session, cause), final: afterDot }
}

const protectionOf = ({ tls, protection }: PooledSession): Pick<Served, 'tls' | 'protection'> => ({
  tls,
  protection,
})

export const noAnswers: Pick<Served, 'answers' | 'putOff'> = { answers: [], putOff: new Set() }

const nothing = (session: PooledSession, cause: string): ServedOver => ({
  ...noAnswers,
  trouble: deferred('unreachable', `451 4.4.2 ${cause}`),
  ...protectionOf(session),
  reached: true,
  final: false,
})
