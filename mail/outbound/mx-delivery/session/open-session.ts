// Up to the point where a message may be handed over: connection, greeting, EHLO, and TLS as far as it is offered and as
// it is demanded (RFC 3207, RFC 7435, RFC 7672, RFC 8461).

import type { Clock } from '#core/clock.ts'
import type { TlsResult } from '#core/deliverability/tls-session.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Secret } from '#core/secret.ts'
import { classifyReply } from '../classify-reply.ts'
import { deferred, type MxFailure, refused } from '../mx-failure.ts'
import { type RemoteReply, shownReply } from '../remote-reply.ts'
import { daneMismatch } from '../tls/dane-match.ts'
import { demandsNothing, type TlsDemand } from '../tls/tls-demand.ts'
import { type Extensions, extensionsIn, noExtensions } from './extensions.ts'
import { RemoteBroken, RemoteConnection, type Secured } from './remote-connection.ts'
import type { SessionTimeouts } from './session-timeouts.ts'

export interface SessionTarget {
  readonly host: string
  readonly address: string
  readonly port: number
  readonly demand: TlsDemand
  /** Of ours, for a relay that asks who we are; null everywhere else. */
  readonly credentials: Credentials | null
}

export interface Credentials {
  readonly username: string
  readonly password: Secret
}

export interface SessionPorts {
  /** Our name in EHLO. */
  readonly hostname: string
  readonly timeouts: SessionTimeouts
  readonly clock: Clock
  /** Public certificate authorities, in PEM; null for those that come with Node. */
  readonly authorities: readonly string[] | null
}

export interface Session {
  readonly connection: RemoteConnection
  readonly extensions: Extensions
  /** `TLSv1.3`, and after it the demand that was proven: `dane`, `mta-sts` or `verified`; empty for nothing. */
  readonly tls: string
  /** The same for reports about TLS: what a demand that lets it go nevertheless found wrong with it. */
  readonly protection: TlsResult
}

export interface NotOpened {
  readonly trouble: MxFailure
  /** There was a connection, whatever became of it. */
  readonly reached: boolean
}

/** Never rejects. A server that offers TLS and cannot do it gets the mail without, where nothing demands it. */
export async function openSession(
  target: SessionTarget,
  ports: SessionPorts,
  signal: AbortSignal,
): Promise<Result<Session, NotOpened>> {
  const opened = await attempt(target, ports, { signal, tls: true })
  if (opened !== 'no-tls') return opened
  const inTheClear = await attempt(target, ports, { signal, tls: false })
  if (inTheClear === 'no-tls') return failed({ trouble: unreachable('no TLS'), reached: true })
  return inTheClear.ok ? ok({ ...inTheClear.value, protection: 'validation-failure' }) : inTheClear
}

interface Manner {
  readonly signal: AbortSignal
  readonly tls: boolean
}

async function attempt(
  target: SessionTarget,
  ports: SessionPorts,
  manner: Manner,
): Promise<Result<Session, NotOpened> | 'no-tls'> {
  let connection: RemoteConnection | null = null
  try {
    connection = await RemoteConnection.open(target, ports.timeouts.connect)
    using _bounded = connection.breakOn(manner.signal)
    const session = await introduce(connection, target, { ...ports, tls: manner.tls })
    if (session !== 'no-tls' && session.ok) return session
    connection.quit()
    return session === 'no-tls' ? session : failed({ trouble: session.error, reached: true })
  } catch (error) {
    if (!(error instanceof RemoteBroken)) throw error
    return failed({ trouble: unreachable(error.message), reached: connection !== null })
  }
}

const unreachable = (cause: string): MxFailure => deferred('unreachable', `451 4.4.2 ${cause}`)

interface Introduction extends SessionPorts {
  readonly tls: boolean
}

async function introduce(
  connection: RemoteConnection,
  target: SessionTarget,
  ports: Introduction,
): Promise<Result<Session, MxFailure> | 'no-tls'> {
  const greeting = await connection.reply('the connection', ports.timeouts.banner)
  if (greeting.code !== 220) return failed(unwelcome(greeting))
  const plain = await sayHello(connection, ports)
  if (!plain.ok) return plain
  const { demand } = target
  const inTheClear = {
    connection,
    extensions: plain.value,
    tls: '',
    protection: 'starttls-not-supported',
  } as const
  if (!ports.tls) return ok(inTheClear)
  const answer = plain.value.startTls ? await askForTls(connection, ports) : null
  if (answer?.code !== 220) {
    if (demandsNothing(demand)) return ok(inTheClear)
    const cause = answer === null ? 'it offers no TLS' : shownReply(answer)
    return failed(unmet(demand, cause, 'starttls-not-supported'))
  }
  return await underTls(connection, target, ports)
}

async function underTls(
  connection: RemoteConnection,
  target: SessionTarget,
  ports: Introduction,
): Promise<Result<Session, MxFailure> | 'no-tls'> {
  const { demand } = target
  const secured = await secure(connection, target, ports)
  if (!secured.ok)
    return demandsNothing(demand) ? 'no-tls' : failed(unmet(demand, secured.error, 'validation-failure'))
  const mismatch = mismatchOf(demand, secured.value, ports.clock.now())
  const protection = mismatch?.tls ?? 'success'
  if (mismatch !== null && !demandsNothing(demand)) return failed(unmet(demand, mismatch.cause, protection))
  // What was said in the clear counts for nothing any more (RFC 3207 §4.2).
  const hello = await sayHello(connection, ports)
  if (!hello.ok) return hello
  const known = target.credentials === null ? null : await signIn(connection, target.credentials, ports)
  if (known !== null) return failed(known)
  const tls = `${secured.value.protocol}${isProven(demand) ? ` ${demand.kind}` : ''}`
  return ok({ connection, extensions: hello.value, tls, protection })
}

/** Whether a session that was let through has proven who answers. */
const isProven = ({ kind }: TlsDemand): boolean =>
  kind === 'dane' || kind === 'mta-sts' || kind === 'verified'

/** HELO for those who know no EHLO (RFC 5321 §3.2). */
async function sayHello(
  connection: RemoteConnection,
  { hostname, timeouts }: SessionPorts,
): Promise<Result<Extensions, MxFailure>> {
  connection.send(`EHLO ${hostname}\r\n`)
  const ehlo = await connection.reply('EHLO', timeouts.ehlo)
  if (ehlo.code === 250) return ok(extensionsIn(ehlo.lines))
  if (ehlo.code < 500) return failed(unwelcome(ehlo))
  connection.send(`HELO ${hostname}\r\n`)
  const helo = await connection.reply('HELO', timeouts.ehlo)
  return helo.code === 250 ? ok(noExtensions) : failed(unwelcome(ehlo))
}

/**
 * Who refuses us at the door has seen nothing of the message: it may be our address or a bad day, so another host is
 * tried, and later again. But a host that says it never takes mail means it (RFC 7504).
 */
const unwelcome = (reply: RemoteReply): MxFailure =>
  reply.code === 521
    ? refused('no-such-domain', shownReply(reply))
    : {
        ...deferred(reply.code < 400 ? 'temporary' : classifyReply(reply), shownReply(reply)),
        atTheDoor: true,
      }

function askForTls(connection: RemoteConnection, { timeouts }: SessionPorts): Promise<RemoteReply> {
  connection.send('STARTTLS\r\n')
  return connection.reply('STARTTLS', timeouts.tls)
}

async function secure(
  connection: RemoteConnection,
  { host, demand }: SessionTarget,
  { timeouts, authorities }: SessionPorts,
): Promise<Result<Secured, string>> {
  const servername = demandsNothing(demand) ? host : demand.servername
  try {
    return ok(await connection.startTls({ servername, authorities, milliseconds: timeouts.tls }))
  } catch (error) {
    if (!(error instanceof RemoteBroken)) throw error
    return failed(error.message)
  }
}

function mismatchOf(
  demand: TlsDemand,
  { chain, unauthorized }: Secured,
  now: number,
): ReturnType<typeof daneMismatch> {
  if (demand.kind === 'dane') return daneMismatch(demand.records, { chain, names: demand.names, now })
  const isPublic = demand.kind === 'mta-sts' || demand.kind === 'testing' || demand.kind === 'verified'
  if (!isPublic || unauthorized === null) return null
  return { cause: `no public authority vouches for it: ${unauthorized}`, tls: resultOf(unauthorized) }
}

/** RFC 3463 §3.8; nothing of the message was said. */
function unmet(demand: TlsDemand, cause: string, result: TlsResult): MxFailure {
  return {
    ...deferred('tls-required', `451 4.7.5 ${demanding[demand.kind]} demands TLS: ${cause}`),
    tls: result,
  }
}

const demanding: Readonly<Record<TlsDemand['kind'], string>> = {
  opportunistic: 'nobody',
  testing: 'nobody',
  encrypted: 'DANE',
  dane: 'DANE',
  'mta-sts': 'MTA-STS',
  verified: 'the relay',
}

/** AUTH PLAIN (RFC 4954, RFC 4616), under TLS alone. Null when it worked. */
async function signIn(
  connection: RemoteConnection,
  { username, password }: Credentials,
  { timeouts }: SessionPorts,
): Promise<MxFailure | null> {
  const response = Buffer.from(`\0${username}\0${password.reveal()}`).toString('base64')
  connection.send(`AUTH PLAIN ${response}\r\n`)
  const answer = await connection.reply('AUTH', timeouts.ehlo)
  return answer.code === 235
    ? null
    : deferred('temporary', `451 4.7.8 the relay does not know us: ${shownReply(answer)}`)
}

/** OpenSSL's words (X509_verify_cert_error_string, as Node names them). */
function resultOf(unauthorized: string): TlsResult {
  if (/HAS_EXPIRED|NOT_YET_VALID/.test(unauthorized)) return 'certificate-expired'
  return /ALTNAME|HOSTNAME/.test(unauthorized) ? 'certificate-host-mismatch' : 'certificate-not-trusted'
}
