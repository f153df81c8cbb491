// An unbound for the peer alone: the resolver of the C library, which Postfix asks, knows no port but 53. It asks the same
// name server as ours and remembers answers as ours does.

import { randomInt } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type UnboundOption, unboundConf } from '#stack/generate/syntax/unbound-conf.ts'
import { type Daemon, startDaemon } from '../../inbound/peer/start-daemon.ts'
import type { Sinks } from '../sinks.ts'

export interface PeerResolver extends Daemon {
  /** For Postfix to see in place of the machine's. */
  readonly resolvConf: string
}

export async function startPeerResolver(
  { domains, nameServer }: Sinks,
  folder: string,
): Promise<PeerResolver> {
  const address = `127.${randomInt(121, 250)}.${randomInt(256)}.53`
  const etc = join(folder, 'etc/unbound')
  await mkdir(etc)
  const content = unboundConf([
    {
      name: 'server',
      options: [
        ['username', ''],
        ['chroot', ''],
        ['directory', etc],
        ['pidfile', ''],
        ['use-syslog', false],
        ['interface', address],
        ['port', 53],
        ['do-not-query-localhost', false],
        ['module-config', 'validator iterator'],
        ['local-zone', 'test.', 'nodefault'],
        ['local-zone', '.', 'static'],
        ...domains.flatMap((name): UnboundOption[] => [
          ['local-zone', `${name}.`, 'transparent'],
          ['domain-insecure', `${name}.`],
        ]),
      ],
    },
    ...domains.map((name) => ({
      name: 'stub-zone' as const,
      options: [
        ['name', `${name}.`],
        ['stub-addr', nameServer],
      ] satisfies UnboundOption[],
    })),
  ])
  const file = join(etc, 'unbound.conf')
  await writeFile(file, content)
  const resolvConf = join(etc, 'resolv.conf')
  await writeFile(resolvConf, `nameserver ${address}\noptions edns0 trust-ad\n`)
  const daemon = startDaemon(['unbound', '-d', '-c', file], null, join(folder, 'log/unbound.log'))
  return { ...daemon, resolvConf }
}
