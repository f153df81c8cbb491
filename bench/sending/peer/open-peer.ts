// Postfix with OpenDKIM as its milter, and an unbound for it, where wanted with rspamd as another milter and our clamd behind it, beside a running installation of ours. Disposal stops what was
// started and removes its folder.

import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { postfixCommand, postfixMaster } from '../../inbound/peer/missing-programs.ts'
import { startPeerRspamd } from '../../inbound/peer/rspamd.ts'
import type { Side } from '../side.ts'
import { sinkProgram } from '../sinks.ts'
import type { Target } from '../target.ts'
import { milterSocket, opendkimProgram, startOpendkim } from './opendkim.ts'
import { peerFolder } from './peer-folder.ts'
import { startPeerPostfix } from './postfix.ts'
import { startPeerResolver } from './resolver.ts'

export interface Peer extends AsyncDisposable {
  readonly side: Side
}

/** Of the installation, which the scans of the peer go through as well. */
const scanners = ['clamd', 'redis']

export async function openPeer(
  { context, accounts, sinks, services }: Target,
  { scans }: { readonly scans: boolean },
): Promise<Peer> {
  await using opened = new AsyncDisposableStack()
  const { path } = opened.use(await peerFolder(context))
  const resolver = opened.use(await startPeerResolver(sinks, path))
  const domains = new Set(accounts.map(({ address }) => address.slice(address.indexOf('@') + 1)))
  const opendkim = opened.use(await startOpendkim([...domains], path))
  const rspamd = scans ? opened.use(await startPeerRspamd(context, path)) : null
  const milters = [...(rspamd === null ? [] : [scanningMilter(path)]), milterSocket(path)].map(
    (socket) => `unix:${socket}`,
  )
  const postfix = opened.use(await startPeerPostfix(context, path, { milters, ...resolver }))
  const owned = opened.move()
  return {
    side: {
      name: 'peer',
      door: { ...postfix.listener, asksForPassword: false },
      services: [
        { name: 'postfix', pid: postfix.pid },
        { name: 'opendkim', pid: opendkim.pid },
        { name: 'unbound', pid: resolver.pid },
        ...(rspamd === null ? [] : [{ name: 'rspamd', pid: rspamd.pid }]),
        ...services.filter(({ name }) => scans && scanners.includes(name)),
      ],
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** As `bench/inbound/peer/rspamd` names it. */
const scanningMilter = (folder: string): string => join(folder, 'run/milter.sock')

/** One line that says what is missing on this machine and what to do, or null. */
export async function missingPrograms(alone: boolean): Promise<string | null> {
  const wanted = alone ? [sinkProgram] : [sinkProgram, postfixMaster, postfixCommand, opendkimProgram]
  const missing: string[] = []
  for (const program of wanted) await access(program, constants.R_OK).catch(() => missing.push(program))
  if (missing.length === 0) return null
  return `${missing.join(' and ')} not found: apt-get install --no-install-recommends postfix opendkim (their units need not run)`
}
