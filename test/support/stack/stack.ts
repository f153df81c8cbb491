// A whole installation under test: the real command line, every real daemon, a state folder and ports of its own.

import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import { pathsFor } from '#stack/spec/paths.ts'
import { portsFrom } from '#stack/spec/ports.ts'
import type { Site } from '../browser/browser.ts'
import { claimPortRange } from './port-range.ts'

const endpoint = z.object({ host: z.string(), port: z.number() })
const overview = z.object({
  services: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      pid: z.number().nullable(),
      since: z.iso.datetime(),
      detail: z.string(),
    }),
  ),
  endpoints: z.object({
    smtp: endpoint,
    submission: endpoint,
    submissions: endpoint,
    imap: endpoint,
    imaps: endpoint,
    managesieve: endpoint,
    lmtp: endpoint,
  }),
  webmail: z.string(),
  demo: z.object({
    department: z.string(),
    accounts: z.array(
      z.object({ address: z.string(), password: z.string(), role: z.enum(['member', 'manager']) }),
    ),
  }),
})
export type StackOverview = z.infer<typeof overview>

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Stack extends AsyncDisposable {
  readonly state: string
  readonly run: string
  readonly portBase: number
  /** Runs `./vaguemestre …` on this installation. */
  command(...args: readonly string[]): Promise<CommandResult>
  overview(): Promise<StackOverview>
  pidOf(service: string): Promise<number>
}

/** Where browsers find the webmail of a demonstration. */
export function webmailOf({ portBase }: Pick<Stack, 'portBase'>): Required<Site> {
  const ports = portsFrom(portBase)
  return {
    origin: `http://localhost:${ports.webmail}`,
    contentOrigin: `http://127.0.0.1:${ports.content}`,
  }
}

const panel = z.object({
  address: z.string(),
  firstVisit: z.object({ code: z.string() }).nullable(),
})

/** Where the panel is, and the code that makes its first administrator; null once it did. */
export async function panelOf(stack: Stack): Promise<z.infer<typeof panel>> {
  const told: unknown = JSON.parse((await stack.command('status', '--json')).stdout)
  return z.object({ panel }).parse(told).panel
}

type Overrides = Readonly<Record<string, unknown>>

const launcher = join(import.meta.dirname, '../../../vaguemestre')

/** The account of an address, or the first there is. */
export function accountOf({ demo }: StackOverview, address = demo.accounts[0]?.address) {
  const account = demo.accounts.find((one) => one.address === address)
  if (account === undefined) throw new Error(`no demonstration account ${address ?? ''}`)
  return account
}

/** The demonstration without Internet; `overrides` are merged over its spec at the top level. */
export function testSpec(overrides: Overrides = {}): string {
  return stringify({
    department: { name: 'Côte-d’Or', number: '21' },
    mailHost: 'mail.cotedor.test',
    resolver: { reach: 'local' },
    filtering: { networkLists: false },
    limits: { freeDiskFloorMegabytes: 64 },
    demo: true,
    ...overrides,
  })
}

/** Prepares a state folder below `parent` and a spec; nothing is started. Disposal stops everything and removes the folder. */
export async function layStack(overrides: Overrides = {}, parent = tmpdir()): Promise<Stack> {
  const ports = await claimPortRange()
  const state = await mkdtemp(join(parent, 'vm-stack-'))
  await writeFile(join(state, specFile), testSpec({ portBase: ports.base, ...overrides }))
  const stack = stackAt(state, ports.base)
  return {
    ...stack,
    [Symbol.asyncDispose]: async () => {
      await stack.command('down')
      await rm(state, { recursive: true, force: true })
      await rm(pathsFor(state).run, { recursive: true, force: true })
      await ports[Symbol.asyncDispose]()
    },
  }
}

const specFile = 'spec.yaml'

function stackAt(state: string, portBase: number): Omit<Stack, typeof Symbol.asyncDispose> {
  const command = (...args: readonly string[]) =>
    runLauncher([...args, '--config', join(state, specFile)], state)
  const read = async () => overview.parse(JSON.parse((await command('status', '--json')).stdout))
  return {
    ...{ state, run: pathsFor(state).run, portBase, command, overview: read },
    pidOf: async (service) => {
      const found = (await read()).services.find(({ name }) => name === service)?.pid
      if (typeof found !== 'number') throw new Error(`${service} does not run`)
      return found
    },
  }
}

/** Where the stack of a whole run is told to the processes of that run. */
export const sharedStackVariable = 'VAGUEMESTRE_TEST_STACK'

const shared = z.object({
  state: z.string(),
  portBase: z.number(),
  panel: z.string(),
  administrator: z.object({
    email: z.string(),
    uri: z.string(),
    cookies: z.array(z.tuple([z.string(), z.string()])),
  }),
})

export interface SharedStack extends Omit<Stack, typeof Symbol.asyncDispose> {
  /** Origin of the panel. */
  readonly panel: string
  /** Hélène Garnier of the département: how she signs in, and the cookies of a session with its second factor. */
  readonly administrator: z.infer<typeof shared>['administrator']
}

/** The stack of the run, which stays when a file ends. */
export function sharedStack(): SharedStack {
  const { state, portBase, ...rest } = shared.parse(JSON.parse(process.env[sharedStackVariable] ?? 'null'))
  return { ...stackAt(state, portBase), ...rest }
}

/** Lays a stack and starts it; throws with what was printed when it does not come up. */
export async function startStack(overrides: Overrides = {}, parent = tmpdir()): Promise<Stack> {
  const stack = await layStack(overrides, parent)
  const started = await stack.command('up', '--detach')
  if (started.code === 0) return stack
  await stack[Symbol.asyncDispose]()
  throw new Error(`up ended with ${started.code}:\n${started.stderr}\n${started.stdout}`)
}

export function runLauncher(args: readonly string[], state: string): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(launcher, args, {
      env: { ...process.env, VAGUEMESTRE_STATE: state },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
    })
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk
    })
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
