// Starts services in the order of their needs, keeps them running, and knows how each of them is. Healthy means that
// the service answered in its own protocol.

import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '#core/clock.ts'
import type { ServiceName } from '#core/service-names.ts'
import { type RunningProcess, startProcess } from './child-process.ts'
import { type LogFile, type LogLimits, openLogFile } from './log-capture.ts'
import { afterDeath, noDeaths, type RestartHistory } from './restart-policy.ts'
import type { Readiness, Service } from './service.ts'

export type ServiceState = 'starting' | 'healthy' | 'degraded' | 'stopped' | 'failed'

export interface ServiceStatus {
  readonly name: ServiceName
  readonly state: ServiceState
  readonly pid: number | null
  /** When the state was last another one, ISO 8601. */
  readonly since: string
  readonly detail: string
}

interface Entry {
  service: Service
  readonly log: LogFile
  running: RunningProcess | null
  wanted: boolean
  history: RestartHistory
  status: ServiceStatus
  failedProbes: number
}

export interface SupervisorPorts {
  readonly clock: Clock
  readonly logs: LogLimits
  /** Called at every change of state and of process. */
  readonly changed: (status: ServiceStatus) => void
}

const probeWhileStarting = 100
/** The watch of a service beats twice a second: what is not well is asked at each beat, what is well now and then. */
const beat = 500
const beatsBetweenProbes = 20
/** One missed answer is a busy moment; three in a row are a failure. */
const missesUntilFailed = 3

export class Supervisor implements AsyncDisposable {
  readonly #entries = new Map<ServiceName, Entry>()
  readonly #ports: SupervisorPorts
  readonly #stopping = new AbortController()

  constructor(ports: SupervisorPorts) {
    this.#ports = ports
  }

  /**
   * Starts `service` and resolves once it answers; rejects with its last words when it does not within its time, and at
   * once when something it needs was never started: nothing would ever answer it.
   */
  async start(service: Service): Promise<void> {
    const missing = service.needs.find((name) => !this.#entries.has(name))
    if (missing !== undefined)
      throw new Error(`${service.name} needs ${missing}, which was not started before it`)
    const entry = this.#entry(service)
    entry.service = service
    entry.wanted = true
    if (entry.running === null) this.#launch(entry)
    const deadline = this.#ports.clock.now() + service.startSeconds * 1000
    while (this.#ports.clock.now() < deadline && !this.#stopping.signal.aborted) {
      const readiness = await this.#probe(entry)
      if (readiness.kind !== 'not-ready') {
        void this.#watch(entry)
        return
      }
      if (entry.status.state === 'failed') break
      await wait(probeWhileStarting)
    }
    this.#become(entry, 'failed', entry.status.detail)
    throw new Error(`${service.name} did not become ready: ${entry.status.detail}`)
  }

  statuses(): readonly ServiceStatus[] {
    return [...this.#entries.values()].map(({ status }) => status)
  }

  pids(): ReadonlyMap<string, number> {
    return new Map(
      [...this.#entries].flatMap(([name, { running }]) => (running === null ? [] : [[name, running.pid]])),
    )
  }

  /** Makes a running service read its files again: by signal where it can, else by a restart. */
  async reload(service: Service): Promise<void> {
    const entry = this.#entries.get(service.name)
    if (entry?.running == null) return
    entry.service = service
    if (service.reloadSignal !== null) return entry.running.signal(service.reloadSignal)
    await this.#end(entry)
    await this.start(service)
  }

  /** Stops everything in the reverse order of needs; what does not stop in its time is killed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort()
    const left = new Set(this.#entries.values())
    while (left.size > 0) {
      const needed = new Set([...left].flatMap(({ service }) => service.needs))
      const free = [...left].filter(({ service }) => !needed.has(service.name))
      const batch = free.length > 0 ? free : [...left]
      await Promise.all(batch.map((entry) => this.#end(entry)))
      for (const entry of batch) left.delete(entry)
    }
    await Promise.all([...this.#entries.values()].map(({ log }) => log.close()))
  }

  #entry(service: Service): Entry {
    const known = this.#entries.get(service.name)
    if (known !== undefined) return known
    const entry: Entry = {
      service,
      log: openLogFile(service.name, this.#ports.logs),
      running: null,
      wanted: false,
      history: noDeaths,
      status: { name: service.name, state: 'starting', pid: null, since: this.#time(), detail: '' },
      failedProbes: 0,
    }
    this.#entries.set(service.name, entry)
    return entry
  }

  #launch(entry: Entry): void {
    entry.failedProbes = 0
    entry.running = startProcess(entry.service, entry.log, this.#ports.clock.now())
    this.#become(entry, 'starting', 'waiting for its first answer')
    const launched = entry.running
    void launched.exited.then((exit) => this.#ended(entry, launched, exit.signal ?? `code ${exit.code}`))
  }

  async #ended(entry: Entry, process: RunningProcess, how: string): Promise<void> {
    if (entry.running !== process) return
    entry.running = null
    if (!entry.wanted) return this.#become(entry, 'stopped', 'stopped on request')
    const decision = afterDeath(entry.history, this.#ports.clock.now() - process.startedAt)
    entry.history = decision.history
    entry.log.note(`${entry.service.name} ended with ${how}, next start in ${decision.delayMilliseconds} ms`)
    const detail = `ended with ${how}; see "vaguemestre logs ${entry.service.name}"`
    this.#become(entry, decision.failed ? 'failed' : 'starting', detail)
    await wait(decision.delayMilliseconds)
    if (entry.wanted && entry.running === null) this.#launch(entry)
  }

  /** Asks again and again for as long as the service is wanted; one loop for each service. */
  async #watch(entry: Entry): Promise<void> {
    for (let beats = 1; entry.wanted && !this.#stopping.signal.aborted; beats += 1) {
      await wait(beat, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => undefined)
      const isWell = entry.status.state === 'healthy' || entry.status.state === 'degraded'
      const isDue = !isWell || entry.failedProbes > 0 || beats % beatsBetweenProbes === 0
      if (isDue && entry.wanted && entry.running !== null) await this.#probe(entry)
    }
  }

  async #probe(entry: Entry): Promise<Readiness> {
    const asked = entry.running
    const readiness = await entry.service.probe()
    if (asked === null || entry.running !== asked) return { kind: 'not-ready', detail: entry.status.detail }
    switch (readiness.kind) {
      case 'ready':
      case 'degraded':
        entry.failedProbes = 0
        this.#become(entry, readiness.kind === 'ready' ? 'healthy' : 'degraded', readiness.detail)
        break
      case 'not-ready':
        entry.failedProbes += 1
        if (entry.status.state === 'starting') this.#become(entry, 'starting', readiness.detail)
        else if (entry.failedProbes >= missesUntilFailed) this.#become(entry, 'failed', readiness.detail)
    }
    return readiness
  }

  async #end(entry: Entry): Promise<void> {
    entry.wanted = false
    const { running } = entry
    if (running === null) return this.#become(entry, 'stopped', 'stopped on request')
    running.signal(entry.service.stopSignal)
    const stopped = await Promise.race([
      running.exited.then(() => true),
      wait(entry.service.stopSeconds * 1000, false, { ref: false }),
    ])
    if (!stopped) running.killGroup()
    await running.exited
    this.#become(entry, 'stopped', stopped ? 'stopped on request' : 'killed, it did not stop in time')
  }

  #become(entry: Entry, state: ServiceState, detail: string): void {
    const pid = entry.running?.pid ?? null
    const before = entry.status
    const since = before.state === state ? before.since : this.#time()
    entry.status = { name: entry.service.name, state, pid, since, detail }
    if (before.state !== state || before.pid !== pid) this.#ports.changed(entry.status)
  }

  #time(): string {
    return new Date(this.#ports.clock.now()).toISOString()
  }
}
