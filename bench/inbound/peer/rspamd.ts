// The rspamd of the peer: a copy of what runs beside ours (same lists, same modules switched off, same limits, same Redis
// and resolver), and over it the files of `rspamd/local.d`, each of which says why it differs.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '#cli/context.ts'
import { pingRspamd } from '#daemons/rspamd/ping.ts'
import { writeFiles } from '#stack/apply/write-files.ts'
import type { GeneratedFile } from '#stack/generate/generated-file.ts'
import { onLoopback } from '#stack/services/on-loopback.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import { peerPorts } from './peer-ports.ts'
import { type Daemon, startDaemon } from './start-daemon.ts'

/** Only our gateway needs them: to hand over its verdict, and to learn whether Redis answers. */
const oursAlone = ['local.d/http_headers.conf', 'rspamd.local.lua']

const differences = join(import.meta.dirname, 'rspamd')
/** Patterns that are not compiled yet take many seconds of processor time. */
const startSeconds = 120

export async function startPeerRspamd(context: Context, folder: string): Promise<Daemon> {
  const { paths, ports, spec } = context
  const run = join(folder, 'run')
  const copied = await filesBelow(join(paths.etc, 'rspamd'), (text) =>
    text.replaceAll(join(paths.run, 'rspamd'), run),
  )
  for (const path of oursAlone) copied.delete(path)
  const files = new Map([...copied, ...(await filesBelow(differences, (text) => text))])
  const etc = join(folder, 'etc/rspamd')
  await writeFiles(
    [...files].map(([path, content]): GeneratedFile => ({ path, content, owner: '_rspamd' })),
    etc,
  )
  const { rspamdController } = peerPorts(spec.portBase)
  const variables = {
    LOCAL_CONFDIR: etc,
    DBDIR: join(folder, 'rspamd'),
    RUNDIR: run,
    LOGDIR: join(folder, 'log'),
    PEER_CONTROLLER: rspamdController,
    PEER_CLAMD: ports.clamd,
  }
  const daemon = startDaemon(
    [
      'rspamd',
      '--no-fork',
      '--config=/etc/rspamd/rspamd.conf',
      ...Object.entries(variables).map(([name, value]) => `--var=${name}=${value}`),
    ],
    '_rspamd',
    join(folder, 'log/rspamd.log'),
  )
  try {
    const answers = async () => ((await pingRspamd(onLoopback(rspamdController))).ok ? true : null)
    await eventually('the rspamd of the peer', answers, startSeconds)
    return daemon
  } catch (error) {
    await daemon[Symbol.asyncDispose]()
    throw error
  }
}

async function filesBelow(folder: string, change: (text: string) => string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name)
    files.set(path.slice(folder.length + 1), change(await readFile(path, 'utf8')))
  }
  return files
}
