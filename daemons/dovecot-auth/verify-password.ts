// Asks Dovecot whether a password opens a mailbox (its auth protocol, version 1.2): everything that holds for IMAP holds
// here, app passwords, suspension and what is held against guessing. The client speaks first; one connection for one login.

import { randomInt } from 'node:crypto'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Secret } from '#core/secret.ts'

export interface PasswordLogin {
  readonly login: string
  readonly password: Secret
  /** IP address of whoever signs in. */
  readonly client: string
  /** Names the session in both logs; letters and digits. */
  readonly session: string
}

export type PasswordAnswer =
  /** `credential`: selector of an app password, or the login itself. */
  | { readonly kind: 'accepted'; readonly login: string; readonly credential: string }
  | { readonly kind: 'refused' }
  /** The password is right, and the account is closed. */
  | { readonly kind: 'closed' }
  /** No answer, or one that says so: nobody knows whether the password is right. */
  | { readonly kind: 'unavailable'; readonly cause: string }

export interface DovecotAuthAccess {
  readonly socket: string
  /** Longer than what is held against guessing makes a login wait. */
  readonly timeoutMilliseconds: number
}

/** Never rejects. */
export function verifyPassword(
  { socket: path, timeoutMilliseconds }: DovecotAuthAccess,
  login: PasswordLogin,
): Promise<PasswordAnswer> {
  return new Promise((resolve) => {
    const socket = connect(path)
    const end = (answer: PasswordAnswer): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const fail = (cause: string): void => end({ kind: 'unavailable', cause })
    const timer = setTimeout(() => fail('no answer in time'), timeoutMilliseconds)
    socket.on('error', (error) => fail(error.message))
    socket.on('close', () => fail('closed without an answer'))
    socket.on('connect', () => socket.write(greeting()))
    const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })
    // The socket's own errors come here a second time.
    lines.on('error', () => undefined)
    lines.on('line', (line) => {
      const [word, ...fields] = line.split('\t')
      if (word === 'DONE') socket.write(request(login))
      if (word === 'OK') end(acceptance(fields))
      if (word === 'FAIL') end(refusal(fields))
      if (word === 'CONT') fail('asked for more than PLAIN has')
    })
  })
}

/** The number must be no other client's at that moment; a process id is what it is meant to be, and one is not enough. */
const greeting = (): string => `VERSION\t1\t2\nCPID\t${randomInt(1, 2 ** 31)}\n`

/** RFC 4616; `resp` must come last. */
function request({ login, password, client, session }: PasswordLogin): string {
  const response = Buffer.from(`\0${login}\0${password.reveal()}`).toString('base64')
  const about = ['service=smtp', 'secured=tls', `session=${session}`, `rip=${client}`]
  return `AUTH\t1\tPLAIN\t${about.join('\t')}\tresp=${response}\n`
}

function acceptance(fields: readonly string[]): PasswordAnswer {
  const given = parametersOf(fields)
  if (given.has('nologin')) return { kind: 'closed' }
  const login = given.get('user')
  const credential = given.get('user_credential')
  if (login === undefined || credential === undefined)
    return { kind: 'unavailable', cause: 'the answer names no user' }
  return { kind: 'accepted', login, credential }
}

function refusal(fields: readonly string[]): PasswordAnswer {
  const code = parametersOf(fields).get('code')
  return code === 'temp_fail' ? { kind: 'unavailable', cause: 'temporary failure' } : { kind: 'refused' }
}

/** Dovecot writes tab, line ends and its own escape character as \x01 and a letter. */
function unescaped(text: string): string {
  const [first = '', ...escaped] = text.split(escapeMark)
  return first + escaped.map((part) => (escapes[part.charAt(0)] ?? part.charAt(0)) + part.slice(1)).join('')
}
const escapeMark = String.fromCharCode(1)
const escapes: Readonly<Record<string, string>> = { '0': '\0', '1': escapeMark, t: '\t', r: '\r', n: '\n' }

function parametersOf(fields: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    fields.map((field) => {
      const at = field.indexOf('=')
      return at < 0 ? [field, ''] : [field.slice(0, at), unescaped(field.slice(at + 1))]
    }),
  )
}
