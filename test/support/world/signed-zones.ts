// Zones of others, signed by a real Knot and validated by a real unbound, as the DNSSEC of the Internet would be.

import { join } from 'node:path'
import type { HostPort } from '#core/address/host-port.ts'
import { readSecret } from '#core/config/read-config.ts'
import type { TsigKey } from '#daemons/dns/tsig.ts'
import { generateKnot, updateKeyName } from '#stack/generate/knot.ts'
import { type UnboundOption, unboundConf } from '#stack/generate/syntax/unbound-conf.ts'
import type { Zone } from '#stack/installation.ts'
import { command } from '#stack/machine/command.ts'
import { knotService } from '#stack/services/knot.ts'
import { unboundService } from '#stack/services/unbound.ts'
import { secretFile } from '#stack/spec/secret-file.ts'
import { layDaemons, type TestDaemons } from '../daemons/daemons.ts'

export interface SignedZone {
  readonly name: string
  /** Lines of a master file, names relative to the zone. */
  readonly records: readonly string[]
  /** How unbound sees it: signed and valid; not signed; with an anchor that does not fit. */
  readonly trust: 'secure' | 'insecure' | 'bogus'
}

/** One that is asked of a name server of its own, and is not signed. */
export interface ZoneElsewhere {
  readonly name: string
  /** `127.0.0.1@5354` */
  readonly server: string
}

export interface SignedZones extends AsyncDisposable {
  /** The validating resolver. */
  readonly resolver: HostPort
  readonly knot: KnotUnderTest
}

export interface KnotUnderTest {
  readonly at: HostPort
  /** With which it takes changes. */
  readonly key: TsigKey
  /** Loads zone files anew. */
  reload(zones: readonly SignedZone[]): Promise<void>
  /** Killed on the spot, and started again. */
  restart(): Promise<void>
}

export async function signedZones(
  zones: readonly SignedZone[],
  elsewhere: readonly ZoneElsewhere[] = [],
): Promise<SignedZones> {
  const daemons = await layDaemons({}, (installation) => ({ ...installation, zones: zones.map(zoneOf) }))
  const { installation } = daemons
  const { paths, ports } = installation
  const knot = await startKnot(daemons)
  const anchors = elsewhere.map(({ name }): UnboundOption => ['domain-insecure', `${name}.`])
  const served = [...zones.map(({ name }) => ({ name, server: `127.0.0.1@${ports.knot}` })), ...elsewhere]
  for (const { name, trust } of zones) {
    if (trust === 'insecure') anchors.push(['domain-insecure', `${name}.`])
    else anchors.push(['trust-anchor', await anchorOf(name, trust, join(paths.etc, 'knot', 'knot.conf'))])
  }
  const content = unboundConf([
    {
      name: 'server',
      options: [
        ['username', ''],
        ['chroot', ''],
        ['directory', join(paths.run, 'unbound')],
        ['pidfile', ''],
        ['use-syslog', false],
        ['interface', '127.0.0.1'],
        ['port', ports.unbound],
        ['do-not-query-localhost', false],
        ['module-config', 'validator iterator'],
        ['local-zone', 'test.', 'nodefault'],
        ['local-zone', '.', 'static'],
        ...served.map(({ name }): UnboundOption => ['local-zone', `${name}.`, 'transparent']),
        ...anchors,
      ],
    },
    ...served.map(({ name, server }) => ({
      name: 'stub-zone' as const,
      options: [
        ['name', `${name}.`],
        ['stub-addr', server],
      ] satisfies UnboundOption[],
    })),
  ])
  await daemons.start(unboundService(installation), [
    { path: 'unbound/unbound.conf', content, owner: 'unbound' },
  ])
  return {
    resolver: { host: '127.0.0.1', port: ports.unbound },
    knot,
    [Symbol.asyncDispose]: () => daemons[Symbol.asyncDispose](),
  }
}

async function startKnot({ installation, start, write }: TestDaemons): Promise<KnotUnderTest> {
  const { paths, ports } = installation
  const service = knotService(installation)
  let process = await start(service, generateKnot(installation))
  return {
    at: { host: '127.0.0.1', port: ports.knot },
    key: { name: updateKeyName, secret: readSecret(secretFile(paths, 'knot-update-key')) },
    reload: async (zones) => {
      await write(generateKnot({ ...installation, zones: zones.map(zoneOf) }))
      process.signal('SIGHUP')
    },
    restart: async () => {
      process.signal('SIGKILL')
      await process.exited
      process = await start(service, [])
    },
  }
}

const zoneOf = ({ name, records }: SignedZone): Zone => ({ name, text: zoneText(name, records) })

export const zoneText = (name: string, records: readonly string[]): string =>
  [
    `$ORIGIN ${name}.`,
    '$TTL 300',
    `@ SOA ns1 hostmaster 1 3600 900 1209600 60`,
    '@ NS ns1',
    'ns1 A 127.0.0.1',
    ...records,
    '',
  ].join('\n')

/** The DS record of its key, as a parent would publish it. */
async function anchorOf(zone: string, trust: 'secure' | 'bogus', configuration: string): Promise<string> {
  const { stdout } = await command(['keymgr', '-c', configuration, zone, 'ds'])
  const line = stdout.split('\n').find((each) => / DS \d+ \d+ 2 /.test(each))
  if (line === undefined) throw new Error(`no DS record of ${zone}: ${stdout}`)
  return trust === 'secure' ? line : line.replace(/[0-9a-f]{8}$/i, 'deadbeef')
}
