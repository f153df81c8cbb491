// Asks an IMAP listener with implicit TLS (RFC 8314 §3.2) whether it serves a real mailbox: greeting, LOGIN, LOGOUT
// (RFC 9051 §6.2.3). For probes on the same machine only: it takes any certificate.

import { connect } from 'node:tls'
import { type HostPort, showHostPort } from '#core/address/host-port.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'

/** Longer than the delay of a refused login. */
const timeoutMilliseconds = 5_000

export interface ImapLogin {
  readonly user: string
  readonly password: Secret
  /** Our end of the connection: Dovecot slows down all logins from an address that had failures. */
  readonly localAddress?: string
}

/** The capabilities after login, or one line that says what came instead. Never rejects. */
export function logInToImap(listener: HostPort, login: ImapLogin): Promise<Result<string, string>> {
  return new Promise((resolve) => {
    const { localAddress } = login
    const socket = connect({
      ...listener,
      rejectUnauthorized: false,
      ...(localAddress === undefined ? {} : { localAddress }),
    })
    const end = (result: Result<string, string>): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(result)
    }
    const fail = (cause: string): void => end(failed(`${showHostPort(listener)}: ${cause}`))
    const timer = setTimeout(
      () => fail(`no answer within ${timeoutMilliseconds / 1000} s`),
      timeoutMilliseconds,
    )
    const answer = imapAnswers(login, (text) => socket.write(text), { end, fail })
    socket.on('error', (error) => fail(error.message))
    socket.on('close', () => fail('closed without an answer'))
    socket.setEncoding('latin1')
    let seen = ''
    socket.on('data', (chunk: string) => {
      const lines = `${seen}${chunk}`.split('\r\n')
      seen = (lines.pop() ?? '').slice(-8192)
      for (const line of lines) answer(line)
    })
  })
}

interface Endings {
  readonly end: (result: Result<string, string>) => void
  readonly fail: (cause: string) => void
}

function imapAnswers(
  { user, password }: ImapLogin,
  send: (text: string) => void,
  { end, fail }: Endings,
): (line: string) => void {
  let greeted = false
  return (line) => {
    if (!greeted) {
      if (!line.startsWith('* OK')) return fail(line)
      greeted = true
      return send(`a LOGIN ${quoted(user)} ${quoted(password.reveal())}\r\n`)
    }
    if (line.startsWith('* BYE')) return fail(line)
    if (!line.startsWith('a ')) return
    if (!line.startsWith('a OK')) return fail(line.slice(2))
    send('b LOGOUT\r\n')
    end(ok(/\[CAPABILITY ([^\]]*)\]/.exec(line)?.[1] ?? ''))
  }
}

/** RFC 9051 §4.3: a quoted string. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
