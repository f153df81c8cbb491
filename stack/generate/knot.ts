// Knot publishes our zones and signs them by itself. What is in the generated zone file and what the worker adds by DNS
// UPDATE, the keys that mail is signed with, stand side by side (docs/decisions/0024-dkim-records-by-dns-update.md).

import { join } from 'node:path'
import type { Installation } from '../installation.ts'
import { secretFile } from '../spec/secret-file.ts'
import { type GeneratedFile, generatedMark } from './generated-file.ts'
import { type KnotItem, knotConf } from './syntax/knot-conf.ts'
import { UnwritableValue } from './syntax/unwritable-value.ts'

const owner = 'knot'

/** Of the key that the worker signs its changes with. */
export const updateKeyName = 'worker'

export function generateKnot(installation: Installation): readonly GeneratedFile[] {
  const { paths, zones } = installation
  const content = knotConf({
    include: secretFile(paths, 'knot-update-key.conf'),
    sections: [
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
      { name: 'database', groups: [databaseItems(join(paths.data, 'knot'))] },
      { name: 'acl', groups: [signingKeys] },
      { name: 'policy', groups: [signingPolicy] },
      { name: 'template', groups: [zoneTemplate(join(paths.etc, 'knot', 'zones'))] },
      ...(zones.length === 0
        ? []
        : [
            {
              name: 'zone' as const,
              groups: zones.map(({ name }): readonly KnotItem[] => [['domain', name]]),
            },
          ]),
    ],
  })
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

/** The journal has a name of its own: one that was written when zone files were loaded as a difference fits no other setting. */
const databaseItems = (storage: string): readonly KnotItem[] => [
  ['storage', storage],
  ['journal-db', 'changes'],
]

/** Keys of the zone's own name and of names in it, as the mail host is one in the zone of the département; nothing else. */
const signingKeys: readonly KnotItem[] = [
  ['id', 'signing-keys'],
  ['key', updateKeyName],
  ['action', 'update'],
  ['update-type', ['TXT']],
  ['update-owner', 'name'],
  ['update-owner-match', 'pattern'],
  ['update-owner-name', ['*._domainkey', '*._domainkey.*', '*._domainkey.*.*']],
]

/** One key a zone (RFC 6781 §3.1), which never rolls by itself: the parent's DS record has to follow. */
const signingPolicy: readonly KnotItem[] = [
  ['id', 'auto'],
  ['algorithm', 'ECDSAP256SHA256'],
  ['single-type-signing', true],
  ['ksk-lifetime', 0],
]

/**
 * A zone is its file and all that was added since, which the journal keeps. That holds as long as the serial number in the
 * file never changes; the one that is shown grows by itself. A secondary is given the whole zone: the journal does not know
 * what changed in the file.
 */
const zoneTemplate = (storage: string): readonly KnotItem[] => [
  ['id', 'default'],
  ['storage', storage],
  ['file', '%s.zone'],
  ['zonefile-sync', -1],
  ['zonefile-load', 'whole'],
  ['journal-content', 'changes'],
  ['provide-ixfr', false],
  ['acl', 'signing-keys'],
  ['serial-policy', 'unixtime'],
  ['dnssec-signing', true],
  ['dnssec-policy', 'auto'],
]

/** Knot replaces `%s` by the zone's name without the final dot. */
function fileName(zone: string): string {
  if (!/^[a-z0-9._-]+$/.test(zone) || zone.startsWith('.')) throw new UnwritableValue('zone file name', zone)
  return `${zone.replace(/\.$/, '')}.zone`
}
