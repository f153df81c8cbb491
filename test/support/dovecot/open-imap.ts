// An IMAP session that stays open, to see when the server ends it.

import { connect } from 'node:tls'
import type { Secret } from '#core/secret.ts'

export interface OpenImap extends AsyncDisposable {
  /** Resolves when the server closed it. */
  readonly ended: Promise<void>
  /** The tagged answer to NOOP. */
  noop(): Promise<string>
}

interface Login {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: Secret
}

/** Rejects when the login is refused. */
export async function openImap({ host, port, user, password }: Login): Promise<OpenImap> {
  const socket = connect({ host, port, rejectUnauthorized: false })
  socket.setEncoding('utf8')
  let seen = ''
  let look: () => void = () => {}
  socket.on('data', (text: string) => {
    seen += text
    look()
  })
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => undefined)
  const answer = (tag: string) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        const line = new RegExp(`^${tag} (.*)$`, 'm').exec(seen)
        if (line !== null) resolve(line[1] ?? '')
      }
      look()
      void ended.then(() => reject(new Error(`closed: ${seen.slice(-200)}`)))
    })
  let number = 0
  socket.write(`in LOGIN "${user}" "${password.reveal()}"\r\n`)
  const login = await answer('in')
  if (!login.startsWith('OK')) throw new Error(login)
  return {
    ended,
    noop() {
      const tag = `n${++number}`
      socket.write(`${tag} NOOP\r\n`)
      return answer(tag)
    },
    [Symbol.asyncDispose]: async () => {
      socket.destroy()
      await ended
    },
  }
}
