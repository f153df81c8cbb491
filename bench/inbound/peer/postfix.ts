// The Postfix of the peer: the files of `postfix/` with the few lines that name this installation, in folders of its own.

import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Context } from '#cli/context.ts'
import { pingSmtp } from '#daemons/smtp/ping.ts'
import { onLoopback } from '#stack/services/on-loopback.ts'
import { certificateOf } from '#stack/spec/certificate-files.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { DirectoryLines } from './directory.ts'
import { postfixCommand, postfixMaster } from './missing-programs.ts'
import { peerPorts } from './peer-ports.ts'
import { type Daemon, startDaemon } from './start-daemon.ts'

const ours = join(import.meta.dirname, 'postfix')
const startSeconds = 20

/** `directory` places its look-ups in a folder and says how main.cf names them; `folder/data` belongs to the user `postfix` already. */
export async function startPeerPostfix(
  context: Context,
  directory: (folder: string) => Promise<DirectoryLines>,
  folder: string,
): Promise<Daemon> {
  const etc = join(folder, 'etc/postfix')
  const { smtp } = peerPorts(context.spec.portBase)
  await mkdir(etc, { recursive: true })
  const place = (name: string, text: string): Promise<void> => writeFile(join(etc, name), text)
  const master = await readFile(join(ours, 'master.cf'), 'utf8')
  await place(
    'main.cf',
    `${installationLines(context, folder, await directory(etc))}\n${await readFile(join(ours, 'main.cf'), 'utf8')}`,
  )
  await place('master.cf', master.replaceAll(/^peer_smtp/gm, `127.0.0.1:${smtp}`))
  await mkdir(join(folder, 'queue'))
  // Makes the folders of the queue.
  await promisify(execFile)(postfixCommand, ['-c', etc, 'check'])
  const daemon = startDaemon([postfixMaster, '-c', etc, '-s'], null, join(folder, 'log/master.log'))
  try {
    const answers = async () =>
      (await pingSmtp({ ...onLoopback(smtp), expectsProxyHeader: false })).ok ? true : null
    await eventually('the Postfix of the peer', answers, startSeconds)
    return daemon
  } catch (error) {
    await daemon[Symbol.asyncDispose]()
    throw error
  }
}

function installationLines(context: Context, folder: string, directory: DirectoryLines): string {
  const { spec, ports } = context
  const { certificateFile, keyFile } = certificateOf(context)
  const lines = {
    peer_state: folder,
    peer_hostname: spec.mailHost,
    peer_message_bytes: spec.smtp.maxMessageMegabytes * 1_048_576,
    peer_certificate: certificateFile,
    peer_key: keyFile,
    peer_lmtp: `127.0.0.1:${ports.lmtp}`,
    peer_milter: join(folder, 'run/milter.sock'),
    ...directory,
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('')
}

const queueStates = ['maildrop', 'incoming', 'active', 'deferred'] as const

/** Messages in the queue, by its files: asking a process of Postfix would cost it time. */
export async function queuedMessages(folder: string): Promise<number> {
  const states = await Promise.all(queueStates.map((state) => readdir(join(folder, 'queue', state))))
  return states.reduce((sum, files) => sum + files.length, 0)
}
