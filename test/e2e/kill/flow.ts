// Senders with queues of their own while processes are killed: what was accepted, when, and whose answer may have been lost.

import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { senderAddress, senderDomain } from '#cli/demo/sender.ts'
import { type SmtpAnswer, send } from '#test/support/dovecot/mail-client.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { Recipient } from './recipients.ts'

/** A message that its sender heard 250 for, and 250 for each of its recipients before. */
export interface Accepted {
  readonly messageId: string
  /** What the gateway calls it, by its 250. */
  readonly queueId: string
  readonly recipients: readonly Recipient[]
  /** When its sender connected and when it heard the 250, by `performance.now()`. */
  readonly begun: number
  readonly answered: number
}

export interface Kill {
  readonly name: string
  /** By `performance.now()`. */
  readonly at: number
}

export interface Flow {
  /** In the order of the answers. */
  readonly accepted: readonly Accepted[]
  /**
   * Message-IDs of which an answer was lost, ours on its way to the sender, Dovecot's or PostgreSQL's on its way to us:
   * whoever waits for it cannot know, and sends again.
   */
  readonly unanswered: ReadonlySet<string>
  /** What each message heard, and who was being killed meanwhile. */
  readonly answers: ReadonlyMap<string, readonly string[]>
  /** The last one is the one that is dead or comes back now. */
  readonly kills: Kill[]
  /** Resolves right after so many more were accepted. */
  untilAccepted(more: number): Promise<void>
  stop(): Promise<void>
}

export interface Senders {
  readonly to: Parameters<typeof send>[0]
  readonly dkim: Parameters<typeof send>[1]['dkim']
  /** One sender for each, who sends to these recipients. */
  readonly lanes: readonly (readonly Recipient[])[]
}

/** Each sender sends message after message, each until it is taken for everybody. */
export function startFlow({ to, dkim, lanes }: Senders): Flow {
  const accepted: Accepted[] = []
  const unanswered = new Set<string>()
  const answers = new Map<string, readonly string[]>()
  const kills: Kill[] = []
  const events = new EventEmitter().setMaxListeners(0)
  let wanted = true

  const attempt = async (
    messageId: string,
    recipients: readonly Recipient[],
  ): Promise<Pick<Accepted, 'queueId' | 'begun' | 'answered'> | null> => {
    const before = Math.max(0, kills.length - 1)
    const begun = performance.now()
    const answer = await send(to, {
      from: senderAddress,
      to: recipients.map(({ address }) => address),
      messageId,
      // Without a subject, so that it scores a little.
      text: 'Séance du jour.\n',
      dkim,
    })
    const answered = performance.now()
    const victims = kills.slice(before).map(({ name }) => name)
    if (isDoubtful(answer, victims, recipients.length)) unanswered.add(messageId)
    const { code, text, refused = 0 } = answer
    const heard = `${code}, ${refused} refused, while ${victims.join(' and ')} died`
    answers.set(messageId, [...(answers.get(messageId) ?? []), heard])
    return code === 250 && refused === 0 ? { queueId: queueIdIn(text), begun, answered } : null
  }

  const lane = async (recipients: readonly Recipient[]): Promise<void> => {
    do {
      const messageId = `<${randomUUID()}@${senderDomain}>`
      const taken = await eventually(`250 for ${messageId}`, () => attempt(messageId, recipients), 90)
      accepted.push({ messageId, recipients, ...taken })
      events.emit('accepted')
    } while (wanted)
  }

  const running = Promise.all(lanes.map(lane))
  return {
    ...{ accepted, unanswered, answers, kills },
    untilAccepted: async (more) => {
      const enough = accepted.length + more
      while (accepted.length < enough)
        await Promise.race([once(events, 'accepted', { signal: AbortSignal.timeout(90_000) }), running])
    },
    stop: async () => {
      wanted = false
      await running
    },
  }
}

function queueIdIn(text: string): string {
  const [, queueId] = /received as (\w+)/.exec(text) ?? []
  if (queueId === undefined) throw new Error(`250 without an id: ${text}`)
  return queueId
}

/**
 * Our answer was lost, which takes a connection that there was; or some recipients had been refused of what was then taken
 * for the others; or 451 after a mailbox or a row may have been written; or 250 although Dovecot's answer for one of several
 * was lost, for whom the worker then tries again.
 */
function isDoubtful(
  { code, text, refused = 0 }: SmtpAnswer,
  victims: readonly string[],
  recipients: number,
): boolean {
  const dovecot = victims.includes('dovecot')
  if (refused > 0) return true
  if (code === 0) return !text.includes('ECONNREFUSED')
  if (code === 250) return dovecot && recipients > 1
  return dovecot || victims.includes('postgresql')
}
