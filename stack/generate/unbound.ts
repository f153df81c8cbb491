// unbound resolves for everybody on this machine and nobody else. Zones that are not delegated publicly go to their own
// servers; without a way out every other name is answered at once, instead of after a wait.

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import type { GeneratedFile } from './generated-file.ts'
import { type UnboundClause, type UnboundOption, unboundConf } from './syntax/unbound-conf.ts'

/** Kept current by Debian's package dns-root-data. */
const rootKey = '/usr/share/dns/root.key'

export function generateUnbound(installation: Installation): readonly GeneratedFile[] {
  const { spec, paths } = installation
  const stubs = privateZones(installation)
  const content = unboundConf([
    { name: 'server', options: [...serverOptions(installation), ...zoneOptions(installation, stubs)] },
    {
      name: 'remote-control',
      options: [
        ['control-enable', true],
        ['control-interface', join(paths.run, 'unbound', 'control.sock')],
        ['control-use-cert', false],
      ],
    },
    ...stubs.map(
      ({ zone, server }): UnboundClause => ({
        name: 'stub-zone',
        options: [
          ['name', zone],
          ['stub-addr', server],
        ],
      }),
    ),
    ...forwarding(spec.resolver.forwarders),
  ])
  return [{ path: 'unbound/unbound.conf', content, owner: 'unbound' }]
}

interface PrivateZone {
  /** With the final dot. */
  readonly zone: string
  readonly server: string
}

function privateZones({ spec, ports, zones }: Installation): readonly PrivateZone[] {
  const ours = zones.map(({ name }) => ({ zone: absolute(name), server: `127.0.0.1@${ports.knot}` }))
  const taken = new Set(ours.map(({ zone }) => zone))
  const named = spec.resolver.stubZones.map(({ zone, server }) => ({ zone: absolute(zone), server }))
  return [...ours, ...named.filter(({ zone }) => !taken.has(zone))]
}

const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`)

function serverOptions({ spec, paths, ports }: Installation): readonly UnboundOption[] {
  const validate = spec.resolver.dnssec === 'validate'
  return [
    // It starts as its user, so there is no right to drop and no root folder to change.
    ['username', ''],
    ['chroot', ''],
    ['directory', join(paths.run, 'unbound')],
    ['pidfile', ''],
    ['use-syslog', false],
    ['logfile', ''],
    ['verbosity', 1],
    ['log-queries', false],
    ['num-threads', 1],
    ['interface', '127.0.0.1'],
    ['port', ports.unbound],
    ['access-control', '0.0.0.0/0', 'refuse'],
    ['access-control', '127.0.0.0/8', 'allow'],
    // The authoritative server, and perhaps a forwarder, are on this machine.
    ['do-not-query-localhost', false],
    ['prefetch', true],
    ['serve-expired', false],
    ['msg-cache-size', '8m'],
    ['rrset-cache-size', '16m'],
    ['key-cache-size', '2m'],
    ['neg-cache-size', '1m'],
    ['hide-identity', true],
    ['hide-version', true],
    ['module-config', validate ? 'validator iterator' : 'iterator'],
    ...(validate ? [['trust-anchor-file', rootKey] as const] : []),
  ]
}

/** `test.` and the reverse zones of private networks are answered by unbound itself unless it is told otherwise. */
function zoneOptions({ spec, facts }: Installation, stubs: readonly PrivateZone[]): readonly UnboundOption[] {
  const open = stubs.flatMap(({ zone }): readonly UnboundOption[] => [
    ['local-zone', zone, 'transparent'],
    ['domain-insecure', zone],
  ])
  if (spec.resolver.forwarders.length > 0) {
    return [
      // A forwarder that is silent about some names is not down. unbound would think so and ask it nothing for minutes:
      // whoever sends mail from such names could stop everybody's. So it forgets that after a second.
      ['infra-host-ttl', 1],
      ['local-zone', 'test.', 'nodefault'],
      ['domain-insecure', 'test.'],
      ['unblock-lan-zones', true],
      ['insecure-lan-zones', true],
      ...open,
    ]
  }
  return facts.internet ? open : [['local-zone', '.', 'static'], ...open]
}

function forwarding(forwarders: readonly string[]): readonly UnboundClause[] {
  if (forwarders.length === 0) return []
  const addresses = forwarders.map((address) => ['forward-addr', address] as const)
  return [{ name: 'forward-zone', options: [['name', '.'], ...addresses] }]
}
