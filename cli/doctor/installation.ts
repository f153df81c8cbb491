// What the installation needs to run: its daemons' own checkers, free ports, signatures, and how each service is.

import { randomBytes } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { checkStaged, RefusedConfiguration } from '#stack/apply/apply.ts'
import { loadedSignatures } from '#stack/machine/signatures.ts'
import type { ServiceStatus } from '#stack/supervise/supervisor.ts'
import { findTakenPorts } from '../boot/ports-free.ts'
import type { Context } from '../context.ts'
import { plannedInstallation } from '../planned-installation.ts'
import { bad, type Finding, good, warning } from './finding.ts'

/** Each daemon's own checker on freshly generated files. */
export async function checkConfigurations(context: Context): Promise<readonly Finding[]> {
  const folder = join('/run/vaguemestre', `doctor-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(folder, { recursive: true })
    await checkStaged(await plannedInstallation(context), folder)
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

export const serviceFindings = (services: readonly ServiceStatus[]): readonly Finding[] =>
  services.map(({ name, state, detail }) =>
    state === 'healthy'
      ? good(name, detail)
      : bad(name, `${state}: ${detail}`, `see "vaguemestre logs ${name}"`),
  )

export async function checkSignatures({ paths }: Context): Promise<readonly Finding[]> {
  if ((await loadedSignatures(paths)) === 'official') return [good('virus signatures', 'official')]
  return [
    warning(
      'virus signatures',
      'ONLY THE TEST SIGNATURES: no real virus is found',
      'let freshclam reach a mirror (clamav.mirror)',
    ),
  ]
}
