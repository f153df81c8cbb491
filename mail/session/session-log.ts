// What the log is told of a session that did not simply hand over its mail.

import type { Log } from '#core/log.ts'

/** The part of a connection that names it. */
export interface Session {
  readonly id: string
  readonly remoteAddress: string
}

/** What was at hand when the client was refused. */
export type SessionMoment = 'connection' | 'command' | 'envelope' | 'data'

export interface SessionLog {
  /** `reply` is what the client reads, in one line. */
  refused(session: Session, moment: SessionMoment, reply: string): void
  /** The connection ended, and with it whatever was under way. */
  dropped(session: Session, cause: string): void
  /** A fault of ours, whoever the client is. */
  bug(session: Session, error: unknown): void
}

export function sessionLog(log: Log): SessionLog {
  return {
    refused({ id: session, remoteAddress: client }, stage, reply) {
      log.info({ event: 'smtp.refused', session, client, stage, reply })
    },
    dropped({ id: session, remoteAddress: client }, cause) {
      log.info({ event: 'smtp.dropped', session, client, cause })
    },
    bug({ id: session }, error) {
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error)
      log.error({ event: 'smtp.bug', session, cause })
    },
  }
}
