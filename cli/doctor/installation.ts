// What the installation needs to run: its daemons' own checkers, free ports, signatures, and how each service is.

import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkStaged, RefusedConfiguration } from '#stack/apply/apply.ts'
import type { Installation } from '#stack/installation.ts'
import { observeFacts } from '#stack/machine/observe.ts'
import { plannedProgram } from '#stack/machine/program.ts'
import { findTakenPorts } from '../boot/ports-free.ts'
import type { Context } from '../context.ts'
import { mailZones } from '../demo/zones.ts'
import { overviewOf } from '../overview.ts'
import { bad, type Finding, good, warning } from './finding.ts'

/** Each daemon's own checker on freshly generated files. */
export async function checkConfigurations(context: Context): Promise<readonly Finding[]> {
  const { spec, paths, ports } = context
  const folder = join('/run/vaguemestre', `doctor-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true })
    const facts = await observeFacts(spec, paths, await plannedProgram(context.checkout, paths.data))
    const installation: Installation = { spec, paths, ports, facts, zones: await mailZones(context) }
    await checkStaged(installation, folder)
    return [good('configurations', 'every daemon accepts its own')]
  } catch (error) {
    const todo =
      error instanceof RefusedConfiguration ? 'correct the spec' : 'start once with "vaguemestre up"'
    return [bad('configurations', error instanceof Error ? error.message : String(error), todo)]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export async function checkPorts(context: Context): Promise<readonly Finding[]> {
  const taken = await findTakenPorts(context)
  if (taken.length === 0) return [good('ports', 'all free')]
  return taken.map((line) => bad('port', line, 'stop what holds it, or use --port-base'))
}

export async function checkServices(context: Context): Promise<readonly Finding[]> {
  const { services } = await overviewOf(context)
  return services.map(({ name, state, detail }) =>
    state === 'healthy'
      ? good(name, detail)
      : bad(name, `${state}: ${detail}`, `see "vaguemestre logs ${name}"`),
  )
}

export async function checkSignatures({ spec, paths }: Context): Promise<readonly Finding[]> {
  const { signatures } = await observeFacts(spec, paths, '').catch(() => ({ signatures: 'test' }) as const)
  if (signatures === 'official') return [good('virus signatures', 'official')]
  return [
    warning(
      'virus signatures',
      'ONLY THE TEST SIGNATURES: no real virus is found',
      'let freshclam reach a mirror (clamav.mirror)',
    ),
  ]
}
