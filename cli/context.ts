// What every command works on: which spec, which state folder, which ports. Flags and environment are read here.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { stateFolder } from '#stack/machine/reach.ts'
import { demoSpec } from '#stack/spec/demo-spec.ts'
import { plainPath } from '#stack/spec/field-types.ts'
import { type Paths, pathsFor } from '#stack/spec/paths.ts'
import { highestPortBase, type Ports, portsFrom } from '#stack/spec/ports.ts'
import { readSpec, showSpecError } from '#stack/spec/read-spec.ts'
import { type Spec, specSchema } from '#stack/spec/spec.ts'
import { Fault } from './terminal.ts'

export interface Context {
  /** The folder of this repository. */
  readonly checkout: string
  readonly spec: Spec
  readonly paths: Paths
  readonly ports: Ports
}

/** What every command takes, for `parseArgs`. */
export const contextOptions = { config: { type: 'string' }, 'port-base': { type: 'string' } } as const

export type ContextFlags = { readonly [name in keyof typeof contextOptions]?: string | undefined }

const checkout = resolve(import.meta.dirname, '..')

/** The installation that the flags and VAGUEMESTRE_STATE name. Throws a `Fault` with one line for each wrong setting. */
export async function openContext(flags: ContextFlags): Promise<Context> {
  const named = flags.config === undefined ? null : await specFrom(resolve(flags.config))
  const state = await stateFolder(absolute(process.env.VAGUEMESTRE_STATE) ?? named?.state, checkout)
  if (!plainPath.test(state)) {
    throw new Fault(
      `the state folder ${state}: use a path of letters, digits and . _ - + @ (VAGUEMESTRE_STATE)`,
    )
  }
  const paths = pathsFor(state)
  const base = portBase(flags['port-base'])
  const spec = { ...(named ?? demoSpec()), ...(base === null ? {} : { portBase: base }) }
  return { checkout, spec, paths, ports: portsFrom(spec.portBase) }
}

/** As `openContext`, for commands about an installation that exists: without flags, the spec it was last started with. */
export async function openExisting(flags: ContextFlags): Promise<Context> {
  const context = await openContext(flags)
  if (flags.config !== undefined || flags['port-base'] !== undefined) return context
  const saved = await readFile(savedSpecFile(context.paths), 'utf8').catch(() => null)
  if (saved === null) return context
  const spec = specSchema.parse(JSON.parse(saved))
  return { ...context, spec, ports: portsFrom(spec.portBase) }
}

/** The spec of the last start, for `status`, `logs`, `down` and `doctor`. */
export const savedSpecFile = (paths: Paths): string => join(paths.state, 'spec.json')

async function specFrom(file: string): Promise<Spec> {
  if (!existsSync(file)) throw new Fault(`${file}: there is no such file`)
  const read = readSpec(file, await readFile(file, 'utf8'))
  if (!read.ok) throw new Fault(read.error.map(showSpecError).join('\n'))
  return read.value
}

function portBase(text: string | undefined): number | null {
  if (text === undefined) return null
  const base = Number(text)
  if (Number.isInteger(base) && base >= 1024 && base <= highestPortBase) return base
  throw new Fault(`--port-base ${text}: expected a number from 1024 to ${highestPortBase}`)
}

const absolute = (path: string | undefined): string | undefined =>
  path === undefined || path === '' ? undefined : resolve(path)
