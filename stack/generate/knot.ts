// Knot publishes our zones and signs them by itself. The generated zone file is the only owner of what is in a zone:
// it is loaded again as a difference, so that serial numbers only grow.

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import { type GeneratedFile, generatedMark } from './generated-file.ts'
import { type KnotItem, knotConf } from './syntax/knot-conf.ts'
import { UnwritableValue } from './syntax/unwritable-value.ts'

const owner = 'knot'

export function generateKnot(installation: Installation): readonly GeneratedFile[] {
  const { paths, zones } = installation
  const content = knotConf([
    { name: 'server', groups: [serverItems(installation)] },
    { name: 'control', groups: [[['listen', join(paths.run, 'knot', 'control.sock')]]] },
    {
      name: 'log',
      groups: [
        [
          ['target', 'stderr'],
          ['any', 'notice'],
        ],
      ],
    },
    { name: 'database', groups: [[['storage', join(paths.data, 'knot')]]] },
    { name: 'policy', groups: [signingPolicy] },
    { name: 'template', groups: [zoneTemplate(join(paths.etc, 'knot', 'zones'))] },
    ...(zones.length === 0
      ? []
      : [
          { name: 'zone' as const, groups: zones.map(({ name }): readonly KnotItem[] => [['domain', name]]) },
        ]),
  ])
  const zoneFiles = zones.map(
    ({ name, text }): GeneratedFile => ({
      path: `knot/zones/${fileName(name)}`,
      content: `; ${generatedMark}\n${text}`,
      owner,
    }),
  )
  return [{ path: 'knot/knot.conf', content, owner }, ...zoneFiles]
}

const serverItems = ({ paths, ports }: Installation): readonly KnotItem[] => [
  ['listen', [`127.0.0.1@${ports.knot}`]],
  ['rundir', join(paths.run, 'knot')],
  ['pidfile', join(paths.run, 'knot', 'knot.pid')],
  ['identity', ''],
  ['version', ''],
  ['udp-workers', 1],
  ['tcp-workers', 2],
  ['background-workers', 1],
]

/** One key a zone (RFC 6781 §3.1), which never rolls by itself: the parent's DS record has to follow. */
const signingPolicy: readonly KnotItem[] = [
  ['id', 'auto'],
  ['algorithm', 'ECDSAP256SHA256'],
  ['single-type-signing', true],
  ['ksk-lifetime', 0],
]

const zoneTemplate = (storage: string): readonly KnotItem[] => [
  ['id', 'default'],
  ['storage', storage],
  ['file', '%s.zone'],
  ['zonefile-sync', -1],
  ['zonefile-load', 'difference-no-serial'],
  ['journal-content', 'all'],
  ['serial-policy', 'unixtime'],
  ['dnssec-signing', true],
  ['dnssec-policy', 'auto'],
]

/** Knot replaces `%s` by the zone's name without the final dot. */
function fileName(zone: string): string {
  if (!/^[a-z0-9._-]+$/.test(zone) || zone.startsWith('.')) throw new UnwritableValue('zone file name', zone)
  return `${zone.replace(/\.$/, '')}.zone`
}
