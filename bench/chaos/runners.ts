// Several runners, each a process that is killed and replaced by one with another name, so that every server knows to whom it
// said 250.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Event } from '#core/event.ts'
import type { Random } from '#test/fixtures/fraud-corpus/random.ts'
import { eventually } from '#test/support/stack/eventually.ts'
import type { RunnerSetup } from './runner-setup.ts'

interface Runner {
  readonly hostname: string
  readonly process: ChildProcess
  works: boolean
}

export class Runners implements AsyncDisposable {
  readonly #setup: Omit<RunnerSetup, 'hostname'>
  readonly #running = new Set<Runner>()
  #started = 0
  #closed = false
  /** When each that was killed was killed, by its host name. */
  readonly killed = new Map<string, number>()
  /** What they said that somebody should look at. */
  readonly events: Event[] = []
  /** Those that ended by themselves. */
  fallen = 0

  constructor(setup: Omit<RunnerSetup, 'hostname'>, count: number) {
    this.#setup = setup
    for (let n = 0; n < count; n += 1) this.#start()
  }

  /** One that works, chosen by chance, dies by SIGKILL; another takes its place. */
  async kill(random: Random): Promise<void> {
    const working = await eventually('a runner that works', () => this.#working(), 60)
    const victim = random.pick(working)
    this.#running.delete(victim)
    const gone = once(victim.process, 'exit')
    victim.process.kill('SIGKILL')
    await gone
    this.killed.set(victim.hostname, performance.now())
    this.#start()
  }

  #working(): readonly Runner[] | null {
    const working = [...this.#running].filter(({ works }) => works)
    return working.length === 0 ? null : working
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true
    await Promise.all(
      [...this.#running].map(async ({ process: child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }),
    )
  }

  #start(): void {
    this.#started += 1
    const hostname = `runner-${this.#started}.ours.test`
    const setup: RunnerSetup = { ...this.#setup, hostname }
    const child = spawn(process.execPath, [join(import.meta.dirname, 'runner.ts'), JSON.stringify(setup)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const runner: Runner = { hostname, process: child, works: false }
    this.#running.add(runner)
    createInterface({ input: child.stdout }).on('line', (line) => {
      runner.works = true
      const event: Event = JSON.parse(line)
      if (event.event !== 'process.ready') this.events.push(event)
    })
    child.on('exit', () => {
      if (!this.#closed && this.#running.delete(runner)) this.fallen += 1
    })
  }
}
