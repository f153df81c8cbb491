// Postfix with rspamd as its milter, beside a running installation of ours: its Dovecot, clamd, Redis, resolver and zones
// serve both. Disposal stops what was started and removes its folder.

import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { accountOf } from '#stack/machine/users.ts'
import { onLoopback } from '#stack/services/on-loopback.ts'
import type { Side } from '../side.ts'
import type { Target } from '../target.ts'
import { type PeerDirectory, placeLiveDirectory, placeTables } from './directory.ts'
import { peerPorts } from './peer-ports.ts'
import { queuedMessages, startPeerPostfix } from './postfix.ts'
import { startPeerRspamd } from './rspamd.ts'

export interface Peer extends AsyncDisposable {
  readonly side: Side
}

/** Daemons of the installation that a message of the peer passes through, or that those ask. */
const shared = ['dovecot', 'clamd', 'redis', 'unbound', 'knot', 'postgresql']

export async function openPeer(
  { context, accounts, services }: Target,
  directory: PeerDirectory,
): Promise<Peer> {
  await using opened = new AsyncDisposableStack()
  // Inside the state folder: the queue is on the same file system as our mail.
  const folder = await mkdtemp(join(context.paths.state, 'peer-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  await makeFolders(folder)
  const rspamd = opened.use(await startPeerRspamd(context, folder))
  const postfix = opened.use(
    await startPeerPostfix(
      context,
      (etc) => (directory === 'table' ? placeTables(accounts, etc) : placeLiveDirectory(context, etc)),
      folder,
    ),
  )
  const owned = opened.move()
  return {
    side: {
      name: 'peer',
      smtp: onLoopback(peerPorts(context.spec.portBase).smtp),
      services: [
        { name: 'postfix', pid: postfix.pid },
        { name: 'rspamd', pid: rspamd.pid },
        ...services.filter(({ name }) => shared.includes(name)),
      ],
      undelivered: () => queuedMessages(folder),
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function makeFolders(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const name of ['etc', 'log', 'run', 'rspamd', 'data']) await mkdir(join(folder, name))
  const { uid, gid } = await accountOf('_rspamd')
  for (const name of ['run', 'rspamd']) await chown(join(folder, name), uid, gid)
  await promisify(execFile)('chown', ['postfix:postfix', join(folder, 'data')])
}
