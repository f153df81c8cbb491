// How each process and daemon is, from what the orchestrator last wrote. Where it wrote nothing, or nothing lately, nobody
// knows: that is said, and never taken for well.

import { readFile } from 'node:fs/promises'
import { daemonNames, processNames, type ServiceName } from '#core/service-names.ts'
import { reportValidSeconds, type ServiceReport, serviceReport } from '#core/service-report.ts'
import { countKeptMail } from '#db/stores/held/count-kept-mail.ts'
import { statusRoutes } from '../../contract/status.ts'
import { implement } from '../http/handler.ts'
import type { Ports } from '../ports.ts'

export interface ServiceStates {
  readonly state: 'healthy' | 'degraded' | 'failed' | 'unknown'
  /** Of the report, however old. */
  readonly checkedAt: string | null
  readonly services: readonly ServiceState[]
}

interface ServiceState {
  readonly name: ServiceName
  readonly kind: 'process' | 'daemon'
  readonly state: ServiceReport['services'][number]['state'] | 'unknown'
  readonly since: string | null
  readonly detail: string
}

export async function readServiceStates({
  statusFile,
  clock,
}: Pick<Ports, 'statusFile' | 'clock'>): Promise<ServiceStates> {
  const report = await readReport(statusFile)
  const isFresh = report !== null && clock.now() - Date.parse(report.at) < reportValidSeconds * 1000
  const stateOf = (name: ServiceName, kind: ServiceState['kind']): ServiceState => {
    const said = isFresh ? report.services.find((each) => each.name === name) : undefined
    if (said !== undefined) return { ...said, kind }
    if (isFresh) return { name, kind, state: 'stopped', since: null, detail: '' }
    return { name, kind, state: 'unknown', since: null, detail: '' }
  }
  const services = [
    ...processNames.map((name) => stateOf(name, 'process')),
    ...daemonNames.map((name) => stateOf(name, 'daemon')),
  ]
  return { state: worstOf(services), checkedAt: report?.at ?? null, services }
}

function worstOf(services: readonly ServiceState[]): ServiceStates['state'] {
  const any = (...states: readonly ServiceState['state'][]) =>
    services.some(({ state }) => states.includes(state))
  if (any('unknown')) return 'unknown'
  if (any('failed', 'stopped')) return 'failed'
  return any('degraded', 'starting') ? 'degraded' : 'healthy'
}

async function readReport(file: string): Promise<ServiceReport | null> {
  try {
    return serviceReport.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

// How everything is.
export const statusHandlers = implement(statusRoutes, {
  'GET /status': async (_, { database, ports }) => {
    const [states, keptMail] = await Promise.all([readServiceStates(ports), countKeptMail(database)])
    return { ...states, services: [...states.services], keptMail }
  },
})
