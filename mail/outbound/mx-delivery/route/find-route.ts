// From a domain to the addresses that its mail may be brought to, in the order in which they are tried.

import type { Destination } from '#core/queue/queued-mail.ts'
import { failed, ok, type Result } from '#core/result.ts'
import { deferred, type MxFailure, refused } from '../mx-failure.ts'
import type { AddressKind, AddressKindOf } from './allowed-addresses.ts'
import { type HostAddresses, hostAddresses } from './host-addresses.ts'
import { type MailHost, type MailHostsPorts, mailHosts } from './mail-hosts.ts'

export interface RouteHost {
  readonly name: string
  /** At the end of its aliases. */
  readonly at: string
  /** DNSSEC vouches for the way from the domain to the addresses. */
  readonly secure: boolean
}

export interface Target {
  readonly host: RouteHost
  readonly address: string
}

export interface RoutePorts extends MailHostsPorts {
  readonly kindOf: AddressKindOf
  /** Names of ours as mail hosts, in lower case. */
  readonly ownNames: ReadonlySet<string>
  /** Of all hosts together. */
  readonly mostAddresses: number
}

interface Found extends MailHost, HostAddresses {
  readonly kinds: readonly AddressKind[]
}

export async function findRoute(
  destination: Destination,
  ports: RoutePorts,
): Promise<Result<readonly Target[], MxFailure>> {
  const mail = await mailHosts(destination, ports)
  if (!mail.ok) return mail
  const found = await Promise.all(
    mail.value.hosts.map(async (host): Promise<Found> => {
      const addresses = await hostAddresses(host.name, ports.ask)
      const kinds = addresses.addresses.map(ports.kindOf)
      return { ...host, ...addresses, kinds }
    }),
  )
  // RFC 5321 §5.1: where we stand ourselves, only hosts that are better than us may be given it.
  const isOurs = ({ name, kinds }: Found): boolean => ports.ownNames.has(name) || kinds.includes('own')
  const ours = Math.min(...found.filter(isOurs).map(({ preference }) => preference))
  const hosts = found.filter(({ preference }) => preference < ours)
  if (hosts.length === 0)
    return failed(refused('loop', `554 5.4.6 the mail hosts of ${destination} lead back to us`))
  const targets = shared(
    hosts.map((host) => targetsOf(host, mail.value.secure)),
    ports.mostAddresses,
  )
  return targets.length > 0 ? ok(targets) : failed(noAddress(destination, hosts))
}

function targetsOf(found: Found, mailSecure: boolean): readonly Target[] {
  const host = { name: found.name, at: found.at, secure: mailSecure && found.secure }
  return found.addresses
    .filter((_, index) => found.kinds[index] === 'reachable')
    .map((address) => ({ host, address }))
}

/**
 * As many as may be tried, host by host in their order. Each host has its share of them, its first addresses: one with many dead
 * addresses does not keep the next from being asked, and one that is alone is tried at all of them.
 */
function shared(ofHosts: readonly (readonly Target[])[], most: number): readonly Target[] {
  const places = ofHosts.flatMap((targets, host) => targets.map((_, place) => ({ host, place })))
  const taken = places
    .toSorted((one, other) => one.place - other.place || one.host - other.host)
    .slice(0, most)
  return ofHosts.flatMap((targets, at) => targets.slice(0, taken.filter(({ host }) => host === at).length))
}

function noAddress(destination: string, hosts: readonly Found[]): MxFailure {
  const names = hosts.map(({ name }) => name).join(', ')
  if (hosts.some(({ incomplete }) => incomplete))
    return deferred('dns-unavailable', `451 4.4.3 the addresses of ${names} cannot be found out now`)
  const what = hosts.some(({ addresses }) => addresses.length > 0) ? 'no public address' : 'no address'
  return refused('no-such-domain', `550 5.4.4 ${destination}: ${names} has ${what}`)
}
