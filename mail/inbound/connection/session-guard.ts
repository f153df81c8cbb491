// What stands between the clients and what they could do to each other: counts of connections and of wrong guesses, and the
// security log. One for all listeners of a process; its memory is bounded.

import type { Clock } from '#core/clock.ts'
import type { SecurityLog } from '#core/security-log.ts'
import type { SmtpReply } from '#core/smtp-reply.ts'
import type { ClientNetwork } from '../client-network.ts'
import { ConnectionCounts } from './connection-counts.ts'
import { type GuessLimits, RecipientGuesses } from './recipient-guesses.ts'
import { type Notice, securityNotices } from './security-notices.ts'
import type { ConnectionLimits } from './session-limits.ts'

export interface SessionGuard {
  readonly notice: Notice
  /** Counts a connection; not null when it must not stay. */
  enter(client: ClientNetwork): SmtpReply | null
  /** False when the socket must not wait for the other side to close. */
  ending(client: ClientNetwork): boolean
  gone(client: ClientNetwork, wasEnding: boolean): void
  /** True while nothing is taken from there. */
  refuses(client: ClientNetwork): boolean
  /** Counts an unknown recipient: how many milliseconds its answer waits. */
  unknownRecipient(client: ClientNetwork): number
  /** A message was accepted. */
  accepted(client: ClientNetwork): void
}

export interface GuardOptions extends ConnectionLimits {
  readonly unknownRecipients: GuessLimits
  readonly securityLog: SecurityLog
  readonly clock: Clock
}

export function sessionGuard(options: GuardOptions): SessionGuard {
  const { unknownRecipients, securityLog, clock } = options
  const counts = new ConnectionCounts(options)
  const guesses = new RecipientGuesses(unknownRecipients, clock)
  const notice = securityNotices(securityLog, clock)
  return {
    notice,
    enter(client) {
      const refused = counts.enter(client)
      if (refused === null) return null
      notice('too-many-connections', refused.network, refused.detail)
      return refused.reply
    },
    ending: (client) => counts.ending(client),
    gone: (client, wasEnding) => counts.gone(client, wasEnding),
    refuses: (client) => guesses.refuses(client),
    unknownRecipient(client) {
      const { delayMilliseconds, refused } = guesses.unknown(client)
      for (const network of refused)
        notice('dictionary-attack', network, `too many unknown recipients, ${refusedFor(unknownRecipients)}`)
      return delayMilliseconds
    },
    accepted: (client) => guesses.accepted(client),
  }
}

const refusedFor = ({ refuseMilliseconds }: GuessLimits): string =>
  `refused for ${Math.round(refuseMilliseconds / 1000)} s`
