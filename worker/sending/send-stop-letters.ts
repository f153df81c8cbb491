// Tells whoever reads a mailbox that its sending is suspended: by LMTP, straight into it, for receiving goes on. A worker that
// dies between Dovecot's answer and the note of it sends the same octets again, which Dovecot discards.

import type { Clock } from '#core/clock.ts'
import { nextRetry } from '#core/held/retry-schedule.ts'
import type { Log } from '#core/log.ts'
import { bodyInMemory } from '#core/message/message-content.ts'
import { isPositive, temporaryFailure, wholeReply } from '#core/smtp/smtp-reply.ts'
import type { LmtpAnswer, LmtpMessage } from '#daemons/lmtp/lmtp-transaction.ts'
import type { UnreportedStops } from '#db/stores/sending/unreported-stops.ts'
import { type StopLetterSender, stopLetter } from './stop-letter.ts'
import { stopLetterWords } from './stop-letter-words.ts'

export interface StopLetterPorts {
  readonly stops: UnreportedStops
  /** One answer for each recipient. */
  readonly deliver: (message: LmtpMessage) => Promise<readonly LmtpAnswer[]>
  readonly sender: StopLetterSender
  readonly clock: Clock
  readonly log: Log
  /** Longer than the longest delivery. */
  readonly leaseSeconds: number
}

/** True when there may be more. Rejects when the database does not answer. */
export async function sendStopLetters(ports: StopLetterPorts): Promise<boolean> {
  const { stops, deliver, sender, clock, log, leaseSeconds } = ports
  const stop = await stops.claim(new Date(clock.now()), leaseSeconds)
  if (stop === null) return false
  const [answer] = await deliver({
    reversePath: '',
    recipients: [stop.address],
    content: {
      head: await stopLetter(stop, sender, stopLetterWords.fr),
      body: bodyInMemory(Buffer.alloc(0)),
    },
  })
  if (answer?.kind === 'silent')
    log.warn({ event: 'component.unavailable', component: 'dovecot', cause: answer.cause })
  const reply = answer?.kind === 'answered' ? answer.reply : temporaryFailure
  const attempt = stop.attempts + 1
  log.info({ event: 'sending.told', mailbox: stop.address, reply: wholeReply(reply), attempt })
  if (isPositive(reply)) await stops.told(stop, new Date(clock.now()))
  else {
    const retryAt = reply.code >= 500 ? null : nextRetry(attempt, clock.now())
    await (retryAt === null ? stops.giveUp(stop) : stops.tellLater(stop, retryAt))
  }
  return true
}
