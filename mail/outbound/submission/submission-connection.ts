// One session of somebody's mail program: counted from its first moment, AUTH only under TLS (RFC 6409 §4.3, RFC 4954 §4),
// and never longer without a sign-in than a person needs.

import type { Socket } from 'node:net'
import type { SMTPServer } from 'smtp-server'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { type ClientNetwork, clientNetwork } from '#core/client-network.ts'
import {
  authenticationRequired,
  encryptionRequired,
  idleTimeout,
  replyText,
  type SmtpReply,
  startTlsRequired,
  tooManyBadCommands,
} from '#core/smtp-reply.ts'
import type { ConnectionCounts } from '../../session/connection-counts.ts'
import { InputDeadline } from '../../session/input-deadline.ts'
import { hasEnhancedCode, ownReply } from '../../session/own-reply.ts'
import type { SessionLog } from '../../session/session-log.ts'

export type SubmissionOwner = SMTPServer & {
  readonly counts: ConnectionCounts
  readonly sessionLog: SessionLog
  readonly signInMilliseconds: number
}

/** The library counts commands that it does not know, and no AUTH that is none: RFC 5321 §4.2.4, RFC 4954 §4. */
const badCommand: ReadonlySet<number> = new Set([500, 501, 502, 504, 538])
const mostBadCommands = 10

/** Who is signed in, as Dovecot says it. */
export interface SignedIn {
  readonly login: string
  readonly credential: string
}

export class SubmissionConnection extends SMTPConnection {
  signedIn: SignedIn | null = null
  failures = 0
  readonly network: ClientNetwork
  readonly #owner: SubmissionOwner
  readonly #deadline = new InputDeadline(() => {
    if (this.signedIn === null) this.end(idleTimeout)
  })
  #announcing = false
  #badCommands = 0
  #counted: 'no' | 'open' | 'ending' = 'no'

  constructor(owner: SubmissionOwner, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(owner, socket, options)
    this.#owner = owner
    this.network = clientNetwork(this.remoteAddress)
  }

  override init() {
    this._setListeners(() => {
      this.#counted = 'open'
      const refused = this.#owner.counts.enter(this.network)
      if (refused !== null) return this.end(refused.reply)
      this.#deadline.restart(this.#owner.signInMilliseconds)
      this.connectionReady()
    })
  }

  answer(reply: SmtpReply): void {
    this.send(reply.code, replyText(reply), false)
  }

  /** The last reply, and then nothing is read any more. */
  end(reply: SmtpReply): void {
    if (this._closing || this._closed) return
    this.answer(reply)
    this.close()
  }

  override send(code: number, data?: string | string[] | null, context?: string | false) {
    const own =
      code === 530 && !hasEnhancedCode(data)
        ? this.secure
          ? authenticationRequired
          : startTlsRequired
        : ownReply(code, data)
    if (own !== undefined) return this.answer(own)
    if (badCommand.has(code) && ++this.#badCommands >= mostBadCommands) return this.end(tooManyBadCommands)
    if (!hasEnhancedCode(data)) return super.send(code, data, context)
    if (code >= 400) this.#owner.sessionLog.refused(this, 'command', `${code} ${data}`)
    super.send(code, data, false)
  }

  override handler_EHLO(command: Buffer, callback: () => void) {
    this.#announcing = true
    super.handler_EHLO(command, callback)
    this.#announcing = false
  }

  override handler_AUTH(command: Buffer, callback: () => void) {
    if (this.secure) return super.handler_AUTH(command, callback)
    this.answer(encryptionRequired)
    callback()
  }

  /** Nobody is invited to send a password in the clear. */
  override _isSupported(command: string): boolean {
    return !(this.#announcing && command === 'AUTH' && !this.secure) && super._isSupported(command)
  }

  override close() {
    this.#ending()
    if (!this._upgrading) this._socket.destroySoon()
    super.close()
  }

  override _onClose() {
    this.#deadline[Symbol.dispose]()
    if (this.#counted !== 'no') this.#owner.counts.gone(this.network, this.#counted === 'ending')
    this.#counted = 'no'
    super._onClose()
  }

  #ending(): void {
    if (this.#counted !== 'open') return
    this.#counted = 'ending'
    this.#owner.counts.ending(this.network)
  }
}
