// The Postfix of the peer: the files of `postfix/` with the few lines that name this installation, in folders of its own, and
// with a resolver of its own in place of the machine's (mount_namespaces(7)).

import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import type { Context } from '#cli/context.ts'
import type { HostPort } from '#core/address/host-port.ts'
import { onLoopback } from '#stack/services/on-loopback.ts'
import { certificateOf } from '#stack/spec/certificate-files.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { postfixCommand, postfixMaster } from '../../inbound/peer/missing-programs.ts'
import { peerPorts } from '../../inbound/peer/peer-ports.ts'
import { type Daemon, startDaemon } from '../../inbound/peer/start-daemon.ts'

const own = join(import.meta.dirname, 'postfix')
const startSeconds = 20

export interface PeerPostfix extends Daemon {
  readonly listener: HostPort
}

export async function startPeerPostfix(
  context: Context,
  folder: string,
  { milters, resolvConf }: { readonly milters: readonly string[]; readonly resolvConf: string },
): Promise<PeerPostfix> {
  const etc = join(folder, 'etc/postfix')
  await mkdir(etc)
  const listener = onLoopback(peerPorts(context.spec.portBase).smtp)
  const main = await readFile(join(own, 'main.cf'), 'utf8')
  const master = await readFile(join(own, 'master.cf'), 'utf8')
  await writeFile(join(etc, 'main.cf'), `${installationLines(context, folder, milters)}\n${main}`)
  await writeFile(
    join(etc, 'master.cf'),
    master.replaceAll(/^peer_smtp/gm, `${listener.host}:${listener.port}`),
  )
  // Makes the folders of the queue.
  await promisify(execFile)(postfixCommand, ['-c', etc, 'check'])
  const begin = 'mount --bind "$1" /etc/resolv.conf && exec "$2" -c "$3" -s'
  const daemon = startDaemon(
    [
      ...['unshare', '--mount', '--propagation', 'private', '--'],
      ...['sh', '-c', begin, 'sh', resolvConf, postfixMaster, etc],
    ],
    null,
    join(folder, 'log/master.log'),
  )
  try {
    await eventually('the Postfix of the peer', () => greets(listener), startSeconds)
    return { ...daemon, listener }
  } catch (error) {
    await daemon[Symbol.asyncDispose]()
    throw error
  }
}

function installationLines(context: Context, folder: string, milters: readonly string[]): string {
  const { spec } = context
  const { certificateFile, keyFile } = certificateOf(context)
  const lines = {
    peer_state: folder,
    peer_hostname: spec.mailHost,
    peer_message_bytes: spec.smtp.maxMessageMegabytes * 1_048_576,
    peer_certificate: certificateFile,
    peer_key: keyFile,
    peer_milters: milters.join(', '),
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

const greets = (listener: HostPort): Promise<true | null> =>
  new Promise((resolve) => {
    const socket = connect({ ...listener, rejectUnauthorized: false, timeout: 3_000 })
    const end = (result: true | null) => {
      socket.destroy()
      resolve(result)
    }
    socket.on('data', () => end(true))
    socket.on('error', () => end(null))
    socket.on('timeout', () => end(null))
    socket.on('close', () => end(null))
  })
