// Fetches the policy of a domain (RFC 8461 §3.3): by HTTPS from one fixed place, with a certificate for that name, without
// following anything, within a bounded time and size, and never from a network of our own.

import { request } from 'node:https'
import { TLSSocket } from 'node:tls'
import type { StsFailure } from '#core/deliverability/tls-session.ts'
import { failed, ok, type Result } from '#core/result.ts'
import type { Ask } from '#daemons/dns/answer-cache.ts'
import type { AddressKindOf } from '../route/allowed-addresses.ts'
import { hostAddresses } from '../route/host-addresses.ts'

export interface FetchPorts {
  readonly ask: Ask
  readonly kindOf: AddressKindOf
  readonly port: number
  /** PEM; null for those that come with Node. */
  readonly authorities: readonly string[] | null
  readonly timeoutMilliseconds: number
}

export interface NotFetched {
  /** As reports about TLS have it (RFC 8460 §4.3.2.2). */
  readonly failure: Exclude<StsFailure, 'sts-policy-invalid'>
  readonly cause: string
}

/** §3.3 proposes it. */
const mostOctets = 64 * 1024

/** Never rejects. */
export async function fetchStsPolicy(domain: string, ports: FetchPorts): Promise<Result<string, NotFetched>> {
  const name = `mta-sts.${domain}`
  const { addresses } = await hostAddresses(name, ports.ask)
  const [address] = addresses.filter((each) => ports.kindOf(each) === 'reachable')
  if (address === undefined) return failed(unfetched(`${name} has no public address`))
  return await get(name, address, ports)
}

function get(
  name: string,
  address: string,
  { port, authorities, timeoutMilliseconds }: FetchPorts,
): Promise<Result<string, NotFetched>> {
  return new Promise((resolve) => {
    const asked = request({
      host: address,
      port,
      servername: name,
      path: '/.well-known/mta-sts.txt',
      headers: { host: name, accept: 'text/plain' },
      agent: false,
      signal: AbortSignal.timeout(timeoutMilliseconds),
      ...(authorities === null ? {} : { ca: [...authorities] }),
    })
    const settle = (result: Result<string, NotFetched>): void => {
      resolve(result)
      asked.destroy()
    }
    asked.on('error', ({ message: cause }) => {
      const { socket } = asked
      const isForged = socket instanceof TLSSocket && Boolean(socket.authorizationError)
      settle(failed(isForged ? { failure: 'sts-webpki-invalid', cause } : unfetched(cause)))
    })
    asked.on('response', (response) => {
      // A redirection is not followed (§3.3).
      if (response.statusCode !== 200) return settle(failed(unfetched(`status ${response.statusCode}`)))
      if (!/^text\/plain\b/i.test(response.headers['content-type'] ?? ''))
        return settle(failed(unfetched('not text/plain')))
      const pieces: Buffer[] = []
      let octets = 0
      response.on('data', (piece: Buffer) => {
        pieces.push(piece)
        octets += piece.length
        if (octets > mostOctets) settle(failed(unfetched('too long')))
      })
      response.on('end', () => settle(ok(Buffer.concat(pieces).toString('utf8'))))
      response.on('close', () => settle(failed(unfetched('it ended too early'))))
      response.on('error', (error) => settle(failed(unfetched(error.message))))
    })
    asked.end()
  })
}

const unfetched = (cause: string): NotFetched => ({ failure: 'sts-policy-fetch-error', cause })
