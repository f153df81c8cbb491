// The worker in a process of its own, told by what the orchestrator makes of a spec file; PostgreSQL and the servers around it are
// the test's.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { HostPort } from '#core/address/host-port.ts'
import { workerConfig } from '#core/config/worker-config.ts'
import { askHealth } from '#daemons/http/ask-health.ts'
import { databaseName } from '#db/names.ts'
import { generateWorker } from '#stack/generate/worker.ts'
import type { Ports } from '#stack/spec/ports.ts'
import { readSpec, showSpecError } from '#stack/spec/read-spec.ts'
import type { Spec } from '#stack/spec/spec.ts'
import type { TestDatabase } from '../database/postgresql.ts'
import { eventually } from './eventually.ts'
import { demoInstallation } from './installation.ts'
import { claimPortRange } from './port-range.ts'
import { testSpec } from './stack.ts'
import { temporaryFolder } from './temporary-folder.ts'

const main = join(import.meta.dirname, '../../../worker/main.ts')

export interface WorkerProcess extends AsyncDisposable {
  /** Once it answers that it takes jobs; that a daemon is away does not matter. */
  untilItWorks(): Promise<void>
  /** With SIGKILL. */
  kill(): Promise<void>
}

export interface WorkerProcessParts {
  readonly postgresql: TestDatabase
  /** Merged over the test spec at its top level, and written as a file. */
  readonly spec?: Readonly<Record<string, unknown>>
  /** Of the daemons that are there; nobody listens at the others. */
  readonly ports?: Partial<Ports>
  /** PEM file of an authority that it believes besides those that come with Node. */
  readonly authority?: string
}

export async function startWorkerProcess(parts: WorkerProcessParts): Promise<WorkerProcess> {
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(await temporaryFolder())
  const range = opened.use(await claimPortRange())
  const spec = specOf(testSpec({ portBase: range.base, state: folder.path, ...parts.spec }))
  const { postgresql, ports } = parts
  const planned = demoInstallation({ spec, state: folder.path, portBase: range.base })
  const installation = { ...planned, ports: { ...planned.ports, postgresql: postgresql.port, ...ports } }
  const [generated] = generateWorker(installation)
  if (generated === undefined) throw new Error('the worker has a configuration')
  const file = join(installation.paths.etc, generated.path)
  await mkdir(dirname(file), { recursive: true })
  const config = generated.content.replace(`"name": "${databaseName}"`, `"name": "${postgresql.name}"`)
  await writeFile(file, config)
  await layDownSecrets(config, postgresql)
  const child = spawn(process.execPath, [main, file], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...(parts.authority === undefined ? {} : { NODE_EXTRA_CA_CERTS: parts.authority }),
    },
  })
  const kill = () => killed(child)
  opened.defer(kill)
  const owned = opened.move()
  const hooks: HostPort = { host: '127.0.0.1', port: installation.ports.hooks }
  return {
    untilItWorks: async () => {
      await eventually('a worker that works', async () =>
        (await askHealth(hooks)).kind === 'not-ready' ? null : true,
      )
    },
    kill,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

function specOf(text: string): Spec {
  const read = readSpec('spec.yaml', text)
  if (!read.ok) throw new Error(read.error.map(showSpecError).join('\n'))
  return read.value
}

/** The password that its database knows; nobody is there to be shown the others. */
async function layDownSecrets(config: string, { passwords }: TestDatabase): Promise<void> {
  const { database, delivery } = workerConfig.parse(JSON.parse(config))
  const given = delivery.relay?.credentials?.passwordFile
  const files = [...config.matchAll(/"[a-zA-Z]*File": "([^"]+)"/g)].map(([, file]) => file ?? '')
  for (const file of files.filter((each) => each !== given)) {
    const isPassword = file === database.passwordFile
    const secret = isPassword ? passwords.vm_worker.reveal() : randomBytes(32).toString('base64url')
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${secret}\n`)
  }
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
