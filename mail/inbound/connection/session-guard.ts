// What stands between the clients and what they could do to each other: counts of connections and of wrong guesses, whose
// connection ends when all are taken, and the security log. One for all listeners of a process; its memory is bounded.

import type { ClientNetwork } from '#core/address/client-network.ts'
import type { Clock } from '#core/clock.ts'
import type { SecurityLog } from '#core/security-log.ts'
import { type SmtpReply, tooManyConnections } from '#core/smtp/smtp-reply.ts'
import { ConnectionCounts, type ConnectionLimits } from '../../session/connection-counts.ts'
import { type OpenSession, OpenSessions } from './open-sessions.ts'
import { type GuessLimits, RecipientGuesses } from './recipient-guesses.ts'
import { type Notice, securityNotices } from './security-notices.ts'

export interface SessionGuard {
  readonly notice: Notice
  /** Counts a connection, and makes room for it when it can; not null when it must not stay. */
  enter(session: OpenSession): SmtpReply | null
  /** False when the socket must not wait for the other side to close. */
  ending(session: OpenSession): boolean
  gone(session: OpenSession, wasEnding: boolean): void
  /** True while nothing is taken from there. */
  refuses(client: ClientNetwork): boolean
  /** Counts an unknown recipient: how many milliseconds its answer waits. */
  unknownRecipient(client: ClientNetwork): number
  /** A message was accepted. */
  accepted(client: ClientNetwork): void
}

export interface GuardOptions extends ConnectionLimits {
  readonly idleTimeoutMilliseconds: number
  readonly unknownRecipients: GuessLimits
  readonly securityLog: SecurityLog
  readonly clock: Clock
}

/** When all connections are taken, who is silent or slow has this part of the usual time. */
const shareOfPatience = 10

export function sessionGuard(options: GuardOptions): SessionGuard {
  const { idleTimeoutMilliseconds, unknownRecipients, securityLog, clock } = options
  const sessions = new OpenSessions()
  const counts = new ConnectionCounts(options)
  const guesses = new RecipientGuesses(unknownRecipients, clock)
  const notice = securityNotices(securityLog, clock)
  return {
    notice,
    enter(session) {
      const refused = counts.enter(session.network)
      if (refused !== null)
        notice('too-many-connections', refused.network, { connections: refused.connections })
      const hasRoom =
        refused?.reply === tooManyConnections &&
        sessions.makeRoom(clock.now(), idleTimeoutMilliseconds / shareOfPatience)
      if (refused !== null && !hasRoom) return refused.reply
      sessions.add(session)
      return null
    },
    ending: ({ network }) => counts.ending(network),
    gone(session, wasEnding) {
      sessions.remove(session)
      counts.gone(session.network, wasEnding)
    },
    refuses: (client) => guesses.refuses(client),
    unknownRecipient(client) {
      const { delayMilliseconds, refused } = guesses.unknown(client)
      for (const network of refused)
        notice('dictionary-attack', network, { refusedSeconds: secondsOf(unknownRecipients) })
      return delayMilliseconds
    },
    accepted: (client) => guesses.accepted(client),
  }
}

const secondsOf = ({ refuseMilliseconds }: GuessLimits): number => Math.round(refuseMilliseconds / 1000)
