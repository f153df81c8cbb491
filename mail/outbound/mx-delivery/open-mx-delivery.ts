// Everything that delivery to mail hosts needs, from what the configuration says: resolver, sessions that wait, policies.

import { networkInterfaces } from 'node:os'
import type { HostPort } from '#core/address/host-port.ts'
import type { Clock } from '#core/clock.ts'
import type { TlsSessions } from '#core/deliverability/tls-session.ts'
import { StubResolver } from '#daemons/dns/stub-resolver.ts'
import { type DeliverByMx, deliverByMx, type MxDeliveryPorts, type Relay } from './deliver-by-mx.ts'
import { addressKinds } from './route/allowed-addresses.ts'
import { SessionPool, usualPool } from './session/session-pool.ts'
import { rfcTimeouts } from './session/session-timeouts.ts'
import { fetchStsPolicy } from './tls/fetch-sts-policy.ts'
import { type PolicyStore, stsPolicies } from './tls/sts-policies.ts'

export interface MxDeliveryOptions {
  /** Our own, which validate; no others are asked. */
  readonly resolvers: readonly HostPort[]
  /** Our name in EHLO, which our address leads back to. */
  readonly hostname: string
  /** Names and addresses that others know us by, besides `hostname` and those of this machine. */
  readonly ownNames: readonly string[]
  readonly ownAddresses: readonly string[]
  /** In CIDR: networks that are reached though they are not on the Internet. */
  readonly allowedNetworks: readonly string[]
  readonly relay: Relay | null
  readonly policies: PolicyStore
  readonly tlsSessions: TlsSessions
  readonly clock: Clock
  /** What a test does in another way. */
  readonly instead?: Partial<
    Omit<MxDeliveryPorts, 'pool' | 'policyFor' | 'tlsSessions' | 'relay' | 'clock' | 'hostname'>
  > & {
    readonly policyPort?: number
    readonly policyMilliseconds?: number
    readonly dnsMilliseconds?: number
  }
}

export interface MxDelivery extends Disposable {
  readonly deliver: DeliverByMx
  readonly ports: MxDeliveryPorts
}

const usually = {
  policyPort: 443,
  /** RFC 8461 §3.3 proposes a minute; but the message waits for it. */
  policyMilliseconds: 20_000,
  /** Of one question; it is asked twice. */
  dnsMilliseconds: 5_000,
}

export function openMxDelivery(options: MxDeliveryOptions): MxDelivery {
  const { hostname, clock, instead } = options
  const { policyPort, policyMilliseconds, dnsMilliseconds, ...other } = { ...usually, ...instead }
  const stub = new StubResolver({
    servers: options.resolvers,
    tries: 2,
    tryMilliseconds: dnsMilliseconds,
    clock,
  })
  const pool = new SessionPool(usualPool)
  const ports = {
    ask: (question) => stub.ask(question),
    random: () => Math.random(),
    kindOf: addressKinds({
      allowed: options.allowedNetworks,
      own: [...options.ownAddresses, ...machineAddresses()],
    }),
    ownNames: new Set([hostname, ...options.ownNames].map((name) => name.toLowerCase())),
    mostAddresses: 6,
    hostname,
    timeouts: rfcTimeouts,
    clock,
    authorities: null,
    port: 25,
    ...other,
  } satisfies Omit<MxDeliveryPorts, 'pool' | 'policyFor' | 'tlsSessions' | 'relay'>
  const { ask, kindOf, authorities } = ports
  const fetching = { ask, kindOf, authorities, port: policyPort, timeoutMilliseconds: policyMilliseconds }
  const policyFor = stsPolicies({
    ask,
    clock,
    store: options.policies,
    fetch: (domain) => fetchStsPolicy(domain, fetching),
  })
  const { tlsSessions, relay } = options
  const all = { ...ports, pool, policyFor, tlsSessions, relay }
  return {
    deliver: deliverByMx(all),
    ports: all,
    [Symbol.dispose]() {
      pool[Symbol.dispose]()
      stub[Symbol.dispose]()
    },
  }
}

/** Its loopback is nobody's mail host but by a configuration that allows it. */
const machineAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .map(({ address }) => address)
