// The proxy for images of other servers: they learn that some reader of ours looked, neither who nor from where. What a stranger
// wrote into a message must never make us speak to a machine of our own networks: each name is resolved by our resolver, each
// address is looked at, and that very address is connected to, for every redirection anew.

import type { IncomingMessage } from 'node:http'
import { request as requestInClear } from 'node:http'
import { request as requestByTls } from 'node:https'
import { isIP } from 'node:net'
import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import { questionOf } from '#daemons/dns/dns-answer.ts'
import { type ImageType, imageTypeOf } from './image-type.ts'
import { isPublicAddress } from './public-address.ts'

export interface RemoteImagePorts {
  readonly ask: Ask
  /** Whether this address and port may be spoken to; `onTheWeb` in production. */
  readonly mayConnect: (address: string, port: number) => boolean
  /** PEM; null for those that come with Node. */
  readonly authorities: readonly string[] | null
  readonly timeoutMilliseconds: number
  readonly mostOctets: number
}

/** What production has besides a resolver. */
export const remoteImageBounds = {
  authorities: null,
  timeoutMilliseconds: 10_000,
  mostOctets: 5 * 1024 * 1024,
} as const

/** For production: the ports of the web on addresses of the Internet. */
export const onTheWeb = (address: string, port: number): boolean =>
  (port === 80 || port === 443) && isPublicAddress(address)

export interface RemoteImage {
  /** By its first octets, whatever the server says. */
  readonly type: ImageType
  readonly octets: Buffer
}

export type NoImage =
  /** Not an address of the web, or one that leads to where we speak to nobody. */
  | 'forbidden'
  | 'unresolved'
  | 'too-many-redirections'
  /** No connection, no certificate, another status than 200, or it ended too early. */
  | 'unreachable'
  | 'too-slow'
  | 'too-large'
  | 'not-an-image'

const mostRedirections = 3

/** In memory, bounded. Never rejects. */
export async function fetchRemoteImage(
  written: string,
  ports: RemoteImagePorts,
): Promise<Result<RemoteImage, NoImage>> {
  const signal = AbortSignal.timeout(ports.timeoutMilliseconds)
  let address = written
  for (let hop = 0; hop <= mostRedirections; hop += 1) {
    const answer = await fetchOnce(address, { ...ports, signal })
    if (!answer.ok) return signal.aborted ? failed('too-slow') : answer
    if (answer.value.kind === 'image') return ok(answer.value.image)
    address = answer.value.to
  }
  return failed('too-many-redirections')
}

type Answer =
  | { readonly kind: 'image'; readonly image: RemoteImage }
  | { readonly kind: 'redirection'; readonly to: string }

interface Fetch extends RemoteImagePorts {
  readonly signal: AbortSignal
}

async function fetchOnce(written: string, fetch: Fetch): Promise<Result<Answer, NoImage>> {
  const url = URL.parse(written)
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return failed('forbidden')
  if (url.username !== '' || url.password !== '') return failed('forbidden')
  const addresses = await addressesOf(url.hostname, fetch)
  if (addresses.length === 0) return failed('unresolved')
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
  // A name that has one address of ours besides is no name of the web.
  if (!addresses.every((address) => fetch.mayConnect(address, port))) return failed('forbidden')
  const [address = ''] = addresses
  return await get(url, { address, port }, fetch)
}

/** IPv4 first, for every machine reaches it. An address that is written as such needs no name server (RFC 3986 §3.2.2). */
async function addressesOf(host: string, { ask, signal }: Fetch): Promise<readonly string[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0) return [bare]
  const questions = [questionOf(bare, 'A'), questionOf(bare, 'AAAA')]
  const asked = Promise.all(
    questions.map(async (question) => (question.ok ? await ask(question.value) : null)),
  )
  const answers = await Promise.race([asked, ended(signal)])
  return answers.flatMap((answer) =>
    answer?.kind === 'records' ? answer.records.filter((record) => typeof record === 'string') : [],
  )
}

const ended = (signal: AbortSignal): Promise<readonly null[]> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve([])
    else signal.addEventListener('abort', () => resolve([]), { once: true })
  })

interface Place {
  readonly address: string
  readonly port: number
}

function get(url: URL, { address, port }: Place, fetch: Fetch): Promise<Result<Answer, NoImage>> {
  const isByTls = url.protocol === 'https:'
  const { signal, authorities } = fetch
  return new Promise((resolve) => {
    const asked = (isByTls ? requestByTls : requestInClear)({
      host: address,
      port,
      // RFC 6066 §3: an address is no server name.
      ...(isByTls && isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? { servername: url.hostname } : {}),
      ...(authorities === null ? {} : { ca: [...authorities] }),
      path: url.pathname + url.search,
      headers: {
        host: url.host,
        accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
        'accept-encoding': 'identity',
        'user-agent': 'Mozilla/5.0 (compatible; Vaguemestre)',
      },
      agent: false,
      signal,
    })
    const settle = (result: Result<Answer, NoImage>): void => {
      resolve(result)
      asked.destroy()
    }
    asked.on('error', () => settle(failed('unreachable')))
    asked.on('response', (response) => readAnswer(response, { url, fetch, settle }))
    asked.end()
  })
}

interface Reading {
  readonly url: URL
  readonly fetch: Fetch
  readonly settle: (result: Result<Answer, NoImage>) => void
}

const redirecting = new Set([301, 302, 303, 307, 308])
/** What tells one kind of image from another. */
const mostFirstOctets = 32

function readAnswer(response: IncomingMessage, { url, fetch, settle }: Reading): void {
  const said = saidByHead(response, url, fetch.mostOctets)
  if (said !== null) {
    settle(said)
    return
  }
  const pieces: Buffer[] = []
  let octets = 0
  let isImage = false
  response.on('data', (piece: Buffer) => {
    pieces.push(piece)
    octets += piece.length
    if (octets > fetch.mostOctets) settle(failed('too-large'))
    if (isImage || octets < mostFirstOctets) return
    isImage = imageTypeOf(Buffer.concat(pieces)) !== null
    if (!isImage) settle(failed('not-an-image'))
  })
  response.on('end', () => {
    const whole = Buffer.concat(pieces)
    const type = imageTypeOf(whole)
    settle(type === null ? failed('not-an-image') : ok({ kind: 'image', image: { type, octets: whole } }))
  })
  response.on('close', () => settle(failed('unreachable')))
  response.on('error', () => settle(failed('unreachable')))
}

/** Null when the image follows. */
function saidByHead(
  { statusCode = 0, headers }: IncomingMessage,
  url: URL,
  mostOctets: number,
): Result<Answer, NoImage> | null {
  if (redirecting.has(statusCode) && headers.location !== undefined) {
    const to = URL.parse(headers.location, url.href)
    return to === null ? failed('forbidden') : ok({ kind: 'redirection', to: to.href })
  }
  if (statusCode !== 200) return failed('unreachable')
  return Number(headers['content-length'] ?? 0) > mostOctets ? failed('too-large') : null
}
