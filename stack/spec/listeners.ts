// Where a public protocol listens, and where this machine itself reaches it.

import type { HostPort } from '#core/address/host-port.ts'
import { networkTest } from '#core/address/network-test.ts'
import type { Ports } from './ports.ts'
import type { Spec } from './spec.ts'

type PublicName =
  | 'smtp'
  | 'submission'
  | 'submissions'
  | 'imap'
  | 'imaps'
  | 'managesieve'
  | 'admin'
  | 'webmail'
  | 'content'
type Listening = { readonly spec: Spec; readonly ports: Ports }

/** The listener an operator named, or the loopback one. */
export function listenAt({ spec, ports }: Listening, name: PublicName): HostPort {
  const named = spec.listeners[name]
  return named === undefined
    ? { host: '127.0.0.1', port: ports[name] }
    : { host: named.address, port: named.port }
}

/** As `listenAt`, with the loopback address in place of "all addresses". */
export function reachAt(installation: Listening, name: PublicName): HostPort {
  const { host, port } = listenAt(installation, name)
  const anywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }
  return { host: anywhere[host] ?? host, port }
}

/** As `reachAt` for SMTP, and whether that listener takes this machine for a proxy. */
export function reachSmtp(installation: Listening): HostPort & { readonly expectsProxyHeader: boolean } {
  const at = reachAt(installation, 'smtp')
  return { ...at, expectsProxyHeader: networkTest(installation.spec.smtp.proxyNetworks)(at.host) }
}
