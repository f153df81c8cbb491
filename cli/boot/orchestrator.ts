// The running installation: starts everything in order, keeps it, stops it. What `up` attaches to or leaves behind.

import { rm } from 'node:fs/promises'
import type { Server } from 'node:net'
import { systemClock } from '#core/clock.ts'
import type { ServiceName } from '#core/service-names.ts'
import { apply } from '#stack/apply/apply.ts'
import type { Installation } from '#stack/installation.ts'
import { accountOf } from '#stack/machine/users.ts'
import { allServices } from '#stack/services/all.ts'
import { listenForControl } from '#stack/supervise/control-socket.ts'
import { clearLeftovers, recordProcesses } from '#stack/supervise/leftovers.ts'
import { reportStatus } from '#stack/supervise/report-status.ts'
import type { Service } from '#stack/supervise/service.ts'
import { Supervisor } from '#stack/supervise/supervisor.ts'
import { bringDatabaseUp } from './database.ts'
import { keepCertificate } from './keep-certificate.ts'
import { checkPorts } from './ports-free.ts'
import { probeMail } from './probe-mail.ts'
import { seed, waitForMailboxes } from './seed.ts'

/** How long processes of a killed orchestrator may take to stop by themselves. */
const leftoverPatienceSeconds = 20

export interface Orchestrator extends AsyncDisposable {
  /** Resolves when somebody asks to stop over the control socket. */
  readonly stopRequested: Promise<void>
}

/** Resolves once everything answers and a probe mail came back over IMAP. Rejects after having stopped what it started. */
export async function startInstallation(
  installation: Installation,
  progress: (line: string) => void,
): Promise<Orchestrator> {
  const { paths, spec } = installation
  const left = await clearLeftovers(paths.run, leftoverPatienceSeconds)
  if (left.length > 0)
    progress(`Cleared what an earlier start left: ${left.map(({ name }) => name).join(', ')}`)
  const changes = await apply(installation)
  progress(
    `Configuration written: ${changes.length === 0 ? 'nothing changed' : `${changes.length} files changed`}.`,
  )
  await checkPorts(installation)

  let recording = Promise.resolve()
  const supervisor = new Supervisor({
    clock: systemClock,
    logs: { folder: paths.log, rotateMegabytes: spec.log.rotateMegabytes, keepFiles: spec.log.keepFiles },
    changed: () => {
      recording = recording.then(() => recordProcesses(paths.run, supervisor.pids())).catch(() => undefined)
      report.changed()
    },
  })
  const report = reportStatus({
    paths,
    gid: (await accountOf('vaguemestre')).gid,
    statuses: () => supervisor.statuses(),
    now: systemClock.now,
  })
  const stopRequested = Promise.withResolvers<void>()
  const server = await listenForControl(paths.run, async (request) => {
    if (request.kind === 'stop') stopRequested.resolve()
    return supervisor.statuses()
  })
  let certificate: Disposable | null = null
  const stop = async (): Promise<void> => {
    certificate?.[Symbol.dispose]()
    await supervisor[Symbol.asyncDispose]()
    await report[Symbol.asyncDispose]()
    await recording
    await close(server)
    await rm(paths.run, { recursive: true, force: true })
  }
  try {
    await Promise.race([bootInOrder(installation, supervisor, progress), stopRequested.promise])
    certificate = keepCertificate(installation, supervisor)
    return { stopRequested: stopRequested.promise, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Each service starts as soon as all it needs is ready; our own processes also need the migrated database. */
async function bootInOrder(
  installation: Installation,
  supervisor: Supervisor,
  progress: (line: string) => void,
): Promise<void> {
  const ready = new Map<ServiceName | 'database', Promise<void>>()
  const needed = (name: ServiceName): Promise<void> =>
    ready.get(name) ??
    Promise.reject(new Error(`${name} is needed and does not come before in the list of services`))
  const begin = (service: Service): Promise<void> =>
    Promise.all(service.needs.map(needed))
      .then(() => (needsDatabase(service) ? ready.get('database') : undefined))
      .then(() => supervisor.start(service))
      .then(() => progress(`  ${service.name} is ready`))
  for (const service of allServices(installation)) {
    ready.set(service.name, begin(service))
    if (service.name !== 'postgresql') continue
    const database = ready.get('postgresql')?.then(async () => {
      await bringDatabaseUp(installation)
      await seed(installation)
      progress('  the database is at this version')
    })
    if (database !== undefined) ready.set('database', database)
  }
  await Promise.all(ready.values())
  await waitForMailboxes(installation, progress)
  progress(await probeMail(installation))
}

const needsDatabase = ({ name }: Service): boolean =>
  name === 'gateway' || name === 'worker' || name === 'dovecot'

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
