// One command to a running stack: prepares the machine and the state, starts everything, waits until it answers, and
// either stays in front of it or leaves it running.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { askControl } from '#stack/supervise/control-socket.ts'
import { buildClients } from './boot/clients.ts'
import { prepareInstallation } from './boot/installation.ts'
import { prepareMachine } from './boot/machine.ts'
import { startInstallation } from './boot/orchestrator.ts'
import { checkReach } from './boot/reach.ts'
import { type Context, contextOptions, openContext, openExisting } from './context.ts'
import { overviewOf, showOverview } from './overview.ts'
import { Fault, print, say } from './terminal.ts'

export async function up(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { ...contextOptions, detach: { type: 'boolean' } },
  })
  const context = await openContext(values)
  const begun = Date.now()
  await prepareMachine()
  await checkReach(context.paths)
  if ((await askControl(context.paths.run, { kind: 'status' })) !== null) {
    say('It runs already; "down" and "up" again to apply another spec.')
    print(showOverview(await overviewOf(await openExisting({}))))
    return 0
  }
  // Not before: a build empties the folder that whoever runs gives its pages from.
  await buildClients(context.checkout)
  if (values.detach === true) return detach(context, args)
  return attached(context, begun)
}

async function attached(context: Context, begun: number): Promise<number> {
  const signals = whenAskedToStop()
  const starting = startAll(context)
  const orchestrator = await Promise.race([starting, signals])
  if (typeof orchestrator === 'string') {
    // Asked to stop while still starting: end what has come up so far, then leave.
    await askControl(context.paths.run, { kind: 'stop' })
    await (await starting.catch(() => null))?.[Symbol.asyncDispose]()
    return 130
  }
  const booted = Math.round((Date.now() - begun) / 1000)
  // In the background standard output is a log, and a log holds no password: whoever started us prints the table.
  if (!process.connected) print(showOverview(await overviewOf(context)))
  say(`Ready after ${booted} s. ${process.connected ? '"vaguemestre down"' : 'Ctrl-C'} stops everything.`)
  announce({ kind: 'ready' })
  await Promise.race([orchestrator.stopRequested, signals])
  say('Stopping everything in order…')
  await orchestrator[Symbol.asyncDispose]()
  say('Everything is stopped.')
  return 0
}

async function startAll(context: Context) {
  try {
    return await startInstallation(await prepareInstallation(context), (line) => {
      say(line)
      announce({ kind: 'progress', line })
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    announce({ kind: 'failed', reason })
    throw error instanceof Fault ? error : new Fault(reason)
  }
}

const report = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), line: z.string() }),
  z.strictObject({ kind: z.literal('failed'), reason: z.string() }),
  z.strictObject({ kind: z.literal('ready') }),
])

/** Tells the command that started us in the background how far we are; without one, nobody listens. */
function announce(message: z.infer<typeof report>): void {
  if (process.connected) process.send?.(message)
}

/** Starts this same command in the background and returns once it is ready (0) or has failed (1). */
async function detach(context: Context, args: readonly string[]): Promise<number> {
  mkdirSync(context.paths.log, { recursive: true })
  const log = openSync(join(context.paths.log, 'orchestrator.log'), 'a', 0o640)
  const line = [
    join(context.checkout, 'cli/main.ts'),
    'up',
    ...args.filter((argument) => argument !== '--detach'),
  ]
  const child = spawn(process.execPath, [...process.execArgv, ...line], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  })
  await untilReady(child, join(context.paths.log, 'orchestrator.log'))
  child.disconnect()
  child.unref()
  print(showOverview(await overviewOf(context)))
  return 0
}

/** Shows the progress of the background start; throws with its reason when it fails. */
function untilReady(child: ChildProcess, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const { data } = report.safeParse(message)
      if (data?.kind === 'progress') say(data.line)
      else if (data?.kind === 'ready') resolve()
      else if (data?.kind === 'failed') reject(new Fault(data.reason))
    })
    const died = (): void => reject(new Fault(`it did not start; the reason stands at the end of ${log}`))
    child.on('exit', died)
    child.on('error', died)
  })
}

function whenAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
  })
}
