// A folder of the peer inside the state of the installation, so that its queue is on the same file system as our database.

import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Context } from '#cli/context.ts'

export interface PeerFolder extends AsyncDisposable {
  readonly path: string
}

const run = promisify(execFile)

export async function peerFolder({ paths }: Context): Promise<PeerFolder> {
  const path = await mkdtemp(join(paths.state, 'peer-'))
  await chmod(path, 0o755)
  for (const name of ['etc', 'log', 'queue', 'data', 'milter', 'run', 'rspamd']) await mkdir(join(path, name))
  await run('chown', ['postfix:postfix', join(path, 'data')])
  await run('chown', ['_rspamd:_rspamd', join(path, 'run'), join(path, 'rspamd')])
  await run('chown', ['opendkim:postfix', join(path, 'milter')])
  await chmod(join(path, 'milter'), 0o750)
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
